import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { createLogger } from '../../src/logging.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { UpstreamClient } from '../../src/upstream/client.ts';
import { Follower } from '../../src/upstream/follower.ts';
import { SeenEvents } from '../../src/upstream/seen-events.ts';
import { upstreamTarget } from '../../src/upstream/target.ts';
import { eventBody } from '../support/gateway.ts';
import { until } from '../support/until.ts';

// How the follower checks a stream that loses events against the records of a server that can be made to misbehave.

interface Recorded {
  readonly id: string;
  readonly event: string;
  readonly occurred: string;
  /** When it reached the server; when it occurred, as long as it does not say. */
  readonly received?: string;
}

interface Filter {
  readonly occurred: { readonly since: string; readonly until: string };
}

const PAGE = 50;
const DAY_MS = 86_400_000;

/** What the follower needs of a Prefect server: its stream, its records, and a count of what was asked. */
class Peer {
  readonly records: Recorded[] = [];
  pages = 0;
  counts = 0;
  hourly = 0;
  readonly #sockets = new Set<WebSocket>();
  readonly #server = createServer((req, res) => {
    let text = '';
    req.on('data', (chunk: Buffer) => (text += chunk.toString()));
    req.on('end', () => {
      const token = new URL(req.url ?? '', 'http://x').searchParams.get('page-token');
      const asked = JSON.parse(token ?? text) as { filter: Filter; limit: number; offset?: number };
      const reply = req.url?.includes('/count-by/')
        ? this.#hours(asked.filter)
        : this.#page(asked.filter, asked.limit, asked.offset ?? 0);
      res.setHeader('content-type', 'application/json').end(JSON.stringify(reply));
    });
  });

  async start(): Promise<string> {
    const sockets = new WebSocketServer({ server: this.#server });
    sockets.on('connection', (socket) => {
      socket.once('message', () => {
        socket.send('{"type":"auth_success"}');
        socket.once('message', () => this.#sockets.add(socket));
      });
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  get followed(): boolean {
    return this.#sockets.size > 0;
  }

  /** Something happens: it goes on record, and on the stream unless it gets lost. */
  emit(events: readonly Recorded[], lost = false): void {
    this.records.push(...events);
    if (lost) return;
    for (const socket of this.#sockets)
      for (const event of events) socket.send(JSON.stringify({ type: 'event', event }));
  }

  /** The connections break. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  close(): void {
    this.cut();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #meant(filter: Filter): Recorded[] {
    const [since, end] = [Date.parse(filter.occurred.since), Date.parse(filter.occurred.until)];
    return this.records
      .filter(({ occurred }) => Date.parse(occurred) >= since && Date.parse(occurred) <= end)
      .sort((a, b) => Date.parse(a.occurred) - Date.parse(b.occurred));
  }

  #hours(filter: Filter): object[] {
    const hours = new Map<string, number>();
    for (const { occurred } of this.#meant(filter)) {
      const start = `${occurred.slice(0, 13)}:00:00Z`;
      hours.set(start, (hours.get(start) ?? 0) + 1);
    }
    this.hourly += 1;
    return [...hours].map(([start, count]) => ({ start_time: start, count }));
  }

  #page(filter: Filter, limit: number, offset: number): object {
    const meant = this.#meant(filter);
    if (limit === 0) this.counts += 1;
    else this.pages += 1;
    const isEnd = limit === 0 || offset + limit >= meant.length;
    const next = encodeURIComponent(JSON.stringify({ filter, limit: PAGE, offset: offset + limit }));
    return {
      events: meant.slice(offset, offset + limit),
      total: meant.length,
      next_page: isEnd ? null : `http://elsewhere/api/events/filter/next?page-token=${next}`,
    };
  }
}

let peer: Peer;
let store: Store;
let client: UpstreamClient;
let stop: () => Promise<void>;
const log: string[] = [];

function follow(): () => Promise<void> {
  const ending = new AbortController();
  const running = new Follower({
    client,
    log: store.log,
    positions: store.meta,
    seen: new SeenEvents(),
    logger: createLogger({ level: 'debug', format: 'json', write: (line) => void log.push(line) }),
    keptMs: 7 * DAY_MS,
    checkEveryMs: 100,
    lateEveryMs: 200,
  }).run(ending.signal);
  return async () => {
    ending.abort();
    await running;
  };
}

beforeEach(async () => {
  peer = new Peer();
  store = await openStore({ sqlite: { path: ':memory:' } });
  const apiUrl = await peer.start();
  client = new UpstreamClient(upstreamTarget({ apiUrl, apiKey: undefined, authString: undefined }));
  stop = follow();
  await until('it is followed', () => peer.followed);
});
afterEach(async () => {
  await stop();
  await store.close();
  peer.close();
});

const happened = (name: string, agoMs = 0): Recorded =>
  eventBody(name, { occurred: new Date(Date.now() - agoMs).toISOString() }) as unknown as Recorded;

async function names(): Promise<string[]> {
  const entries = await store.log.read(0, 10_000);
  return entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event.event] : []));
}

/** Waits for that many more checks. */
async function checks(count: number): Promise<void> {
  const before = peer.counts;
  await until('it was checked', () => peer.counts >= before + 2 * count);
}

it('takes what the stream brings, and reads no page as long as the numbers agree', async () => {
  peer.emit(Array.from({ length: 120 }, (_, n) => happened(`a.${n}`, 20_000)));
  await until('all came', async () => (await names()).length === 120);
  peer.pages = 0;
  await checks(5);
  expect(peer.pages).toBe(0);
});

it('finds what the stream has lost, once', async () => {
  peer.emit([happened('b.1', 20_000)]);
  peer.emit(
    Array.from({ length: 120 }, (_, n) => happened(`lost.${n}`, 15_000)),
    true,
  );
  peer.emit([happened('b.2', 10_000)]);
  await until('all came', async () => (await names()).length === 122);
  await checks(3);
  expect(new Set(await names()).size).toBe(122);
  const { pages } = peer;
  await checks(3);
  expect(peer.pages).toBe(pages);
});

it('is not kept busy by an event that the server never puts on record', async () => {
  const phantom = happened('phantom', 20_000);
  peer.emit([phantom]);
  peer.records.length = 0;
  await until('it came', async () => (await names()).length === 1);
  await checks(2);
  const { pages } = peer;
  await checks(4);
  expect(peer.pages).toBe(pages);
  // And is not missed should it be there after all.
  peer.emit([phantom], true);
  await checks(2);
  expect(await names()).toEqual(['phantom']);
});

it('passes over what is no event, and is not kept busy by it', async () => {
  peer.emit([{ ...happened('strange', 20_000), resource: {} } as Recorded]);
  peer.emit([happened('good', 20_000)]);
  await until('the good one came', async () => (await names()).length === 1);
  await checks(2);
  const { pages } = peer;
  await checks(4);
  expect(peer.pages).toBe(pages);
  expect(await names()).toEqual(['good']);
});

it('comes back after a break, and reads what it has missed', async () => {
  await checks(1);
  peer.cut();
  peer.emit([happened('c.1', 9_000)], true);
  await until('it came', async () => (await names()).includes('c.1'));
  await until('it is followed', () => peer.followed);
  peer.emit([happened('c.2')]);
  await until('it came', async () => (await names()).includes('c.2'));
  expect(await names()).toEqual(['c.1', 'c.2']);
});

it('catches up a long time in parts, the earliest first, after a stop', async () => {
  await stop();
  const hours = 5;
  await store.close();
  store = await openStore({ sqlite: { path: ':memory:' } });
  await store.meta.setPosition('upstream', Date.now() - hours * 3_600_000);
  const total = 6_000;
  peer.emit(
    Array.from({ length: total }, (_, n) => happened(`d.${n}`, (hours * 3_600_000 * (total - n)) / total)),
    true,
  );
  stop = follow();
  await until('all came', async () => (await names()).length === total, 60_000);
  expect(await names()).toEqual(Array.from({ length: total }, (_, n) => `d.${n}`));
});

/** What occurred long ago and reached the server just now, or as long ago as it says; its stream tells nobody. */
function late(name: string, occurredAgo: number, receivedAgo = 0): void {
  const received = new Date(Date.now() - receivedAgo).toISOString();
  peer.emit([{ ...happened(name, occurredAgo), received }], true);
}

/** Waits for that many more looks for late events. */
async function looks(count: number): Promise<void> {
  const before = peer.hourly;
  await until('late events were looked for', () => peer.hourly > before + count);
}

it('finds what reached the server days late, once, and reads nothing again where nothing has changed', async () => {
  await looks(1);
  for (let n = 0; n < 60; n++) late(`late.${n}`, 2 * DAY_MS);
  await until('all came', async () => (await names()).length === 60);
  late('late.60', 3 * DAY_MS);
  await until('it came', async () => (await names()).length === 61);
  await looks(1);
  const { pages } = peer;
  await looks(3);
  expect(peer.pages).toBe(pages);
  // Nor is it missed when it came while nobody followed.
  await stop();
  late('late.61', 2 * DAY_MS);
  late('late.62', 7 * DAY_MS);
  stop = follow();
  await until('all came', async () => (await names()).length === 63);
  await looks(3);
  expect(new Set(await names()).size).toBe(63);
  expect(await names()).toHaveLength(63);
});

it('leaves alone what the server had before the first start, and what the log may have let go of', async () => {
  await stop();
  await store.close();
  store = await openStore({ sqlite: { path: ':memory:' } });
  late('past', 2 * DAY_MS, 2 * DAY_MS);
  stop = follow();
  await until(
    'it knows what is past',
    async () => (await store.meta.position('upstream-origin')) !== undefined,
  );
  late('past.too', 2 * DAY_MS, DAY_MS);
  late('late', 2 * DAY_MS);
  await until('it came', async () => (await names()).length > 0);
  await looks(2);
  expect(await names()).toEqual(['late']);
});

it('does not take an event for received that did not get into the log', async () => {
  await stop();
  const { append } = store.log;
  let refusals = 2;
  const log = {
    append: (events: Parameters<typeof append>[0]) =>
      refusals-- > 0 ? Promise.reject(new Error('full')) : append(events),
  };
  const ending = new AbortController();
  const options = {
    client,
    log,
    positions: store.meta,
    seen: new SeenEvents(),
    keptMs: DAY_MS,
    checkEveryMs: 100,
  };
  const running = new Follower({ ...options, logger: createLogger({ level: 'silent' }) }).run(ending.signal);
  await until('it is followed', () => peer.followed);
  peer.emit([happened('e.1', 9_000)]);
  await until('it came', async () => (await names()).includes('e.1'));
  expect(await names()).toEqual(['e.1']);
  ending.abort();
  await running;
});
