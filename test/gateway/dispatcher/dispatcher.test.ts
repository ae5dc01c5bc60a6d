import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Item } from '../../../src/evaluation/items.ts';
import { Dispatcher } from '../../../src/gateway/dispatcher/dispatcher.ts';
import { automationCreateSchema } from '../../../src/schemas/automations.ts';
import { openStore, type Store } from '../../../src/store/index.ts';

const CHAIN_DEPTH = 3;
const LOOP_FIRINGS = 5;

let store: Store;
let dispatcher: Dispatcher | undefined;
/** What each automation was told, in the order of arrival. */
let told: Map<string, Item[]>;
/** Answers whether sends are refused at the moment. */
let down = false;

beforeEach(async () => {
  store = await openStore({ sqlite: { path: ':memory:' } });
  told = new Map();
  down = false;
});
afterEach(async () => {
  await dispatcher?.stop();
  dispatcher = undefined;
  await store.close();
});

async function start(): Promise<Dispatcher> {
  dispatcher = new Dispatcher({
    store,
    async send(id, items) {
      if (down) throw new Error('Temporal is away');
      const list = told.get(id) ?? [];
      list.push(...items);
      told.set(id, list);
    },
    logger: pino({ level: 'silent' }),
    chainDepth: CHAIN_DEPTH,
    loopFirings: LOOP_FIRINGS,
    saveEveryMs: 5,
  });
  await dispatcher.start();
  return dispatcher;
}

function create(expected: string[], name = 'a') {
  const trigger = { type: 'event', posture: 'Reactive', expect: expected };
  return store.automations.create(automationCreateSchema.parse({ name, trigger, actions: [] }));
}

function newEvent(event: string, more: { origin?: string; depth?: number; id?: string } = {}) {
  const { id = randomUUID(), ...rest } = more;
  const resource = { 'prefect.resource.id': 'x' };
  return {
    event: {
      id,
      event,
      occurred: new Date().toISOString(),
      resource,
      related: [],
      payload: {},
      follows: null,
    },
    ...rest,
  };
}

async function settled(): Promise<void> {
  await vi.waitFor(async () => expect(dispatcher!.settled).toBe(await store.log.head()), 5_000);
}

const eventsOf = (id: string): string[] =>
  (told.get(id) ?? []).flatMap((item) => ('event' in item ? [item.event] : []));
const controlsOf = (id: string): string[] =>
  (told.get(id) ?? []).flatMap((item) => ('control' in item ? [item.control] : []));

describe('the dispatcher', () => {
  test('tells each automation what concerns it, in the order of the log, changes among the events', async () => {
    await start();
    const { id } = await create(['ping']);
    const other = await create(['pong']);
    await store.log.append([newEvent('ping'), newEvent('other'), newEvent('pong')]);
    await store.automations.setEnabled(id, false);
    await store.log.append([newEvent('ping')]);
    await store.automations.setEnabled(id, true);
    await store.log.append([newEvent('ping')]);
    await store.automations.delete(id);
    await store.log.append([newEvent('ping')]);
    await settled();
    expect(
      told.get(id)!.map((item) => ('control' in item ? item.control : 'event' in item ? item.event : '')),
    ).toEqual(['created', 'ping', 'paused', 'resumed', 'ping', 'deleted']);
    expect(eventsOf(other.id)).toEqual(['pong']);
    const seqs = told.get(id)!.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  });

  test('goes on from what was acknowledged, with the automations as they were there', async () => {
    await start();
    const { id } = await create(['ping']);
    await store.log.append([newEvent('ping')]);
    await settled();
    down = true;
    await store.log.append([newEvent('ping')]);
    await store.automations.replace(id, {
      ...automationCreateSchema.parse({
        name: 'a',
        trigger: { type: 'event', posture: 'Reactive', expect: ['pong'] },
        actions: [],
      }),
    });
    await store.log.append([newEvent('ping'), newEvent('pong')]);
    await vi.waitFor(() => expect(dispatcher!.waiting).toBe(3));
    await dispatcher!.stop();
    expect(await store.meta.dispatcherPosition()).toBeLessThan(await store.log.head());

    down = false;
    const before = told.get(id)!.length;
    await start();
    await settled();
    const items = told.get(id)!.slice(before);
    const again = items.map((item) => ('control' in item ? item.control : 'event' in item ? item.event : ''));
    // What had been acknowledged may come once more; what had not comes in order, by the definition of its place.
    expect(again.slice(-3)).toEqual(['ping', 'updated', 'pong']);
    expect(await store.meta.dispatcherPosition()).toBeLessThanOrEqual(await store.log.head());
  });

  test('never tells an automation what became of itself, but others', async () => {
    await start();
    const all = await create([], 'all');
    const watcher = await create(['prefect.automation.*'], 'watcher');
    await store.automations.setEnabled(all.id, false);
    await store.automations.setEnabled(all.id, true);
    await settled();
    // Its own creation and changes are not news to it; the creation of the other one is.
    expect(eventsOf(all.id)).toEqual(['prefect.automation.created']);
    expect(eventsOf(watcher.id)).toEqual(['prefect.automation.updated', 'prefect.automation.updated']);
  });

  test('never tells an automation of its own events, but others', async () => {
    await start();
    const own = await create(['thing.happened'], 'own');
    const other = await create(['thing.happened'], 'other');
    await store.log.append([newEvent('thing.happened', { origin: own.id, depth: 1 })]);
    await settled();
    expect(eventsOf(own.id)).toEqual([]);
    expect(eventsOf(other.id)).toEqual(['thing.happened']);
  });

  test('cuts a chain at the depth, once, with an event that others may be told of', async () => {
    await start();
    const watcher = await create(['prefect.automation.chain-cut'], 'watcher');
    const looping = await create(['loop'], 'looping');
    await store.log.append([
      newEvent('loop', { depth: CHAIN_DEPTH - 1 }),
      newEvent('loop', { depth: CHAIN_DEPTH }),
      newEvent('loop', { depth: CHAIN_DEPTH + 1 }),
    ]);
    await settled();
    await vi.waitFor(() => expect(eventsOf(watcher.id)).toEqual(['prefect.automation.chain-cut']));
    expect(told.get(looping.id)!.flatMap((item) => ('event' in item ? [item.depth] : []))).toEqual([
      CHAIN_DEPTH - 1,
    ]);
    const entries = await store.log.read(0, 1_000);
    const cuts = entries.flatMap((entry) =>
      entry.kind === 'event' && entry.event.event === 'prefect.automation.chain-cut' ? [entry] : [],
    );
    expect(cuts).toHaveLength(1);
    expect(cuts[0]).toMatchObject({
      origin: looping.id,
      depth: CHAIN_DEPTH,
      event: { resource: { 'prefect.resource.id': `prefect.automation.${looping.id}` } },
    });
  });

  test('forgets what is deleted once it has been told', async () => {
    await start();
    const { id } = await create(['ping']);
    await store.log.append([newEvent('ping')]);
    await settled();
    expect(dispatcher!.workflows).toBe(1);
    await store.automations.delete(id);
    await settled();
    expect(controlsOf(id)).toEqual(['created', 'deleted']);
    await vi.waitFor(() => expect(dispatcher!.workflows).toBe(0));
  });

  test('passes an automation over, with an event that says so, when no signal could carry what it needs', async () => {
    await start();
    const watcher = await create(['prefect.automation.event-too-large'], 'watcher');
    const labels = Array.from({ length: 40 }, (_none, n) => `label-${n}`);
    const leaf = { type: 'event', posture: 'Reactive', expect: ['thing'], for_each: labels };
    const trigger = { type: 'compound', require: 'any', within: 10, triggers: Array(60).fill(leaf) };
    const body = automationCreateSchema.parse({ name: 'wide', trigger, actions: [] });
    const wide = await store.automations.create(body);
    const { event } = newEvent('thing');
    const long = Object.fromEntries(labels.map((label) => [label, 'x'.repeat(1_000)]));
    const resource = { ...event.resource, ...long };
    await store.log.append([{ event: { ...event, resource } }, newEvent('thing')]);
    await settled();
    await vi.waitFor(() => expect(eventsOf(watcher.id)).toEqual(['prefect.automation.event-too-large']));
    expect(eventsOf(wide.id)).toEqual(['thing']);
  });

  test('cuts the same chain once even when it reads it twice', async () => {
    await create(['loop'], 'looping');
    await store.log.append([newEvent('loop', { depth: CHAIN_DEPTH })]);
    for (let run = 0; run < 2; run += 1) {
      // A dispatcher that dies before its position is on record: the next one begins at the same place.
      const one = new Dispatcher({
        store: {
          ...store,
          meta: { dispatcherPosition: async () => 0, setDispatcherPosition: async () => undefined },
        },
        send: async () => undefined,
        logger: pino({ level: 'silent' }),
        chainDepth: CHAIN_DEPTH,
        loopFirings: LOOP_FIRINGS,
      });
      await one.start();
      await vi.waitFor(async () => expect(one.settled).toBe(await store.log.head()));
      await one.stop();
    }
    const entries = await store.log.read(0, 1_000);
    expect(
      entries.filter((entry) => entry.kind === 'event' && entry.event.event.endsWith('chain-cut')),
    ).toHaveLength(1);
  });

  describe('a loop', () => {
    const enabled = async (id: string): Promise<boolean> => (await store.automations.get(id))!.enabled;
    const tellings = async (name: string) =>
      (await store.log.read(0, 1_000)).flatMap((entry) =>
        entry.kind === 'event' && entry.event.event === name ? [entry.event] : [],
      );

    test('of a chain over the limit: who goes round in it is paused, who only watches is not', async () => {
      await start();
      const [a, b, watcher] = [await create(['to.a']), await create(['to.b']), await create(['to.*'])];
      await store.log.append([
        newEvent('to.b', { origin: a.id, depth: CHAIN_DEPTH - 1 }),
        newEvent('to.a', { origin: b.id, depth: CHAIN_DEPTH }),
      ]);
      await vi.waitFor(async () => expect(await enabled(a.id)).toBe(false));
      await settled();
      expect([await enabled(b.id), await enabled(watcher.id)]).toEqual([true, true]);
      const cuts = await tellings('prefect.automation.chain-cut');
      expect(
        cuts.map(({ resource, payload }) => [resource['prefect.resource.id'], payload['paused']]),
      ).toEqual([
        [`prefect.automation.${a.id}`, true],
        [`prefect.automation.${watcher.id}`, false],
      ]);
      expect(cuts[0]!.payload['reason']).toMatch(
        /automations in a row have triggered each other \(limit 3\)/,
      );
      await vi.waitFor(() => expect(controlsOf(a.id)).toEqual(['created', 'paused']));
    });

    test('through runs of a server that knows nothing of chains is cut after a restart as well', async () => {
      const first = await start();
      const a = await create(['prefect.flow-run.Completed'], 'a');
      const labels = (id: string, role: string) => ({
        'prefect.resource.id': id,
        'prefect.resource.role': role,
      });
      const run = labels(`prefect.flow-run.${randomUUID()}`, 'flow-run');
      const executed = newEvent('prefect.automation.action.executed', { origin: a.id, depth: CHAIN_DEPTH });
      await store.log.append([{ ...executed, event: { ...executed.event, related: [run] } }]);
      await settled();
      await first.stop();
      await start();
      const { event } = newEvent('prefect.flow-run.Completed');
      const related = [labels(`prefect.automation.${a.id}`, 'creator')];
      await store.log.append([{ event: { ...event, resource: run, related } }]);
      await vi.waitFor(async () => expect(await enabled(a.id)).toBe(false));
      expect(await tellings('prefect.automation.chain-cut')).toHaveLength(1);
      expect(eventsOf(a.id)).toEqual([]);
    });

    test('of many firings is stopped by its rate, with an event that says why; resumed, it is not stopped again for the past', async () => {
      await start();
      const [a, b] = [await create(['to.a']), await create(['to.b'])];
      const round = [
        newEvent('to.b', { origin: a.id, depth: 1 }),
        newEvent('to.a', { origin: b.id, depth: 1 }),
        newEvent('prefect.automation.triggered', { origin: a.id, depth: 2 }),
      ];
      const again = () => round.map((one) => ({ ...one, event: { ...one.event, id: randomUUID() } }));
      for (let n = 0; n < LOOP_FIRINGS; n += 1) await store.log.append(again());
      await settled();
      expect(await enabled(a.id)).toBe(true);
      await store.log.append(again());
      await vi.waitFor(async () => expect(await enabled(a.id)).toBe(false));
      const [stop, ...more] = await tellings('prefect.automation.loop-stopped');
      expect(more).toEqual([]);
      expect(stop).toMatchObject({
        resource: { 'prefect.resource.id': `prefect.automation.${a.id}` },
        payload: {
          paused: true,
          reason: 'paused: fired more than 5 times in 10 minutes on what it had caused itself',
        },
      });
      expect(await enabled(b.id)).toBe(true);

      await store.automations.setEnabled(a.id, true);
      await settled();
      await dispatcher!.stop();
      // What is on record is not done again, even when the log is read from its beginning.
      await store.automations.stop(a.id, { event: stop!, origin: a.id, depth: 2 });
      expect(await enabled(a.id)).toBe(true);
    });

    test('of outside events is none: a burst goes through', async () => {
      await start();
      const { id } = await create(['burst']);
      const triggered = () => newEvent('prefect.automation.triggered', { origin: id, depth: 1 });
      await store.log.append(Array.from({ length: 50 }, () => [newEvent('burst'), triggered()]).flat());
      await settled();
      expect(await enabled(id)).toBe(true);
      expect(eventsOf(id)).toHaveLength(50);
    });
  });

  test('gives barriers back through the same channel, after what came before', async () => {
    await start();
    const { id } = await create(['ping']);
    await store.log.append([newEvent('ping')]);
    const { seq } = await store.log.appendBarrier(id);
    await store.log.append([newEvent('ping')]);
    await settled();
    expect(controlsOf(id)).toEqual(['created']);
    expect(
      told
        .get(id)!
        .slice(1)
        .map((item) => ('barrier' in item ? item.seq : 'event')),
    ).toEqual(['event', seq, 'event']);
  });
});
