import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as sdk from '../../../src/sdk/index.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import { until } from '../../support/until.ts';
import { cutProxy, type CutProxy } from './cut-proxy.ts';

let gateway: TestGateway;
let direct: sdk.AutomationsClient;
let proxy: CutProxy;
let client: sdk.AutomationsClient;
let prefix: string;
let now = Date.now;

beforeAll(async () => {
  gateway = await startGateway({ apiKeys: [{ name: 'ci', key: 's3cret' }], storeClock: () => now() });
  direct = new sdk.AutomationsClient({ url: gateway.url, apiKey: 's3cret' });
});
afterAll(() => gateway.close());
beforeEach(async () => {
  proxy = await cutProxy(gateway.url);
  client = new sdk.AutomationsClient({ url: proxy.url, apiKey: 's3cret' });
  prefix = `e-${randomUUID().slice(0, 8)}.`;
});
afterEach(() => proxy.close());

const about = { 'prefect.resource.id': 'thing.1' };
const emit = (name: string | number, more: Partial<sdk.EmitOptions> = {}): Promise<sdk.Event> =>
  sdk.emitEvent({ event: `${prefix}${name}`, resource: about, ...more }, direct);
const numbers = (count: number, from = 0): number[] => Array.from({ length: count }, (_, n) => n + from);
async function onRecord(): Promise<string[]> {
  const names: string[] = [];
  const all = sdk.listEvents({ event: { prefix: [prefix] } }, { order: 'ASC', client: direct });
  for await (const { event } of all) names.push(event.slice(prefix.length));
  return names;
}

/** A subscription that runs beside the test. */
function follow(options: sdk.SubscribeOptions = {}): {
  names: string[];
  opened: () => number;
  ended: Promise<unknown>;
  stop: () => void;
} {
  const controller = new AbortController();
  const names: string[] = [];
  let opened = 0;
  const ended = (async () => {
    const events = sdk.subscribe(
      { event: { prefix: [prefix] } },
      { client, signal: controller.signal, onOpen: () => (opened += 1), ...options },
    );
    for await (const { event } of events) names.push(event.slice(prefix.length));
  })();
  ended.catch(() => undefined);
  return { names, opened: () => opened, ended, stop: () => controller.abort() };
}

test('an event gets what it lacks, and is on disk when the promise says so', async () => {
  const event = await emit('one', {
    payload: { n: 1 },
    related: [{ ...about, 'prefect.resource.role': 'owner' }],
  });
  expect(event).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    follows: null,
    payload: { n: 1 },
  });
  const next = await emit('two', { follows: event, occurred: new Date() });
  expect(next.follows).toBe(event.id);
  const much_later = new Date(Date.now() + 600_000);
  expect((await emit('three', { follows: event, occurred: much_later })).follows).toBeNull();
  // Sent again under its id it counts once.
  await emit('one', { id: event.id, occurred: event.occurred, payload: { n: 1 } });
  expect(await client.get(`/events/${event.id}`)).toMatchObject({ ...event, occurred: expect.any(String) });
  expect(await onRecord()).toEqual(['one', 'two']);
});

test('many events go in few calls and keep their order', async () => {
  const emitter = new sdk.EventEmitter(direct);
  const before = gateway.log.length;
  const time = Date.now();
  for (const n of numbers(1_200)) {
    void emitter.emit({
      event: `${prefix}${n}`,
      resource: about,
      occurred: new Date(time + n).toISOString(),
    });
  }
  await emitter.flush();
  const { log } = gateway.store;
  const entries = await log.read(0, 100_000);
  const names = entries.flatMap((one) =>
    one.kind === 'event' && one.event.event.startsWith(prefix) ? [one.event.event] : [],
  );
  expect(names).toEqual(numbers(1_200).map((n) => `${prefix}${n}`));
  const calls = gateway.log.slice(before).filter((line) => line.includes('"POST"'));
  expect(calls.length).toBeLessThanOrEqual(4);
});

test('one that is refused does not take the others with it, and says why', async () => {
  const outcomes = await Promise.allSettled([
    emit('good'),
    emit('bad', { resource: { 'prefect.resource.id': '' } }),
    emit('fine'),
    emit('late', { occurred: 'yesterday' }),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(sdk.InvalidRequestError);
  expect((outcomes[1] as PromiseRejectedResult).reason.message).toMatch(/resource: .*non-empty/);
  expect((await onRecord()).sort()).toEqual(['fine', 'good']);
});

test('a connection that breaks loses nothing and doubles nothing; without one the error comes', async () => {
  const emitter = new sdk.EventEmitter(client);
  proxy.cut();
  const sent = emitter.emit({ event: `${prefix}1`, resource: about });
  setTimeout(() => proxy.mend(), 300);
  await sent;
  expect(await onRecord()).toEqual(['1']);
  proxy.cut();
  const hopeless = new sdk.EventEmitter(
    new sdk.AutomationsClient({ ...client.connection, apiKey: 's3cret', retries: 0, userAgent: 'test' }),
  );
  const lost = hopeless.emit({ event: `${prefix}2`, resource: about });
  await expect(hopeless.flush()).rejects.toBeInstanceOf(sdk.UnreachableError);
  await expect(lost).rejects.toBeInstanceOf(sdk.UnreachableError);
  await expect(hopeless.flush()).resolves.toBeUndefined();
});

test('a subscription goes on after breaks, without loss or doubles, also of what occurred long ago', async () => {
  await emit('before');
  const following = follow();
  await until('it stands', () => following.opened() === 1);
  await emit('a');
  await until('it came', () => following.names.length === 1);
  proxy.cut();
  await emit('b', { occurred: '2020-01-01T00:00:00Z' });
  await emit('c');
  proxy.mend();
  await until('it stands again', () => following.opened() === 2);
  await emit('d');
  await until('all came', () => following.names.length >= 4);
  // Broken again and again in the middle of the stream.
  proxy.cut();
  proxy.limit = 3_000;
  proxy.mend();
  const more = numbers(40).map(String);
  for (const name of more) await emit(name);
  await until('all came', () => following.names.length >= 44);
  expect(following.names).toEqual(['a', 'b', 'c', 'd', ...more]);
  expect(following.opened()).toBeGreaterThan(3);
  following.stop();
  expect(await following.ended).toBeUndefined();
});

test('the past comes first when asked for, once, also when it is interrupted', async () => {
  const time = Date.now() - 60_000;
  const past = numbers(60).map(String);
  for (const [n, name] of past.entries()) await emit(name, { occurred: new Date(time + n * 10) });
  const breaks: Error[] = [];
  proxy.limit = 12_000;
  const following = follow({ since: new Date(time - 1), onBreak: (error) => breaks.push(error) });
  await until('it broke', () => breaks.length > 0 && following.names.length > 0);
  expect(following.opened()).toBe(0);
  proxy.limit = undefined;
  await until('it stands', () => following.opened() > 0);
  await emit('now');
  await until('all came', () => following.names.includes('now'));
  expect(following.names).toEqual([...past, 'now']);
  following.stop();
  await following.ended;
});

test('a reader that takes its time gets all the same', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const stream = sdk.subscribe({ event: { prefix: [prefix] } }, { client, signal: controller.signal });
  const first = stream.next();
  await until('it stands', async () => {
    await emit('start');
    return Promise.race([
      first.then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, 100, false)),
    ]);
  });
  await Promise.all(numbers(3_000).map((n) => emit('n', { payload: { n } })));
  for await (const { event, payload } of stream) {
    if (!event.endsWith('.n')) continue;
    seen.push(payload['n'] as number);
    if (seen.length === 3_000) break;
  }
  expect(seen).toEqual(numbers(3_000));
  controller.abort();
});

test('what cannot be mended ends it', async () => {
  const stranger = new sdk.AutomationsClient({ url: gateway.url, apiKey: 'wrong' });
  await expect(follow({ client: stranger }).ended).rejects.toBeInstanceOf(sdk.UnauthorizedError);
  const wrong = sdk.subscribe({ event: { name: 'text' as unknown as string[] } }, { client: direct });
  await expect(wrong.next()).rejects.toThrow(/Invalid filter: event\.name/);
  proxy.cut();
  const impatient = new sdk.AutomationsClient({ url: proxy.url, apiKey: 's3cret', retries: 1 });
  await expect(follow({ client: impatient }).ended).rejects.toBeInstanceOf(sdk.UnreachableError);
});

test('a break that is longer than events are kept is told of: as an error, or to whoever asks', async () => {
  const breaks: Error[] = [];
  const strict = follow();
  let gaps = 0;
  const patient = follow({ onGap: () => (gaps += 1), onBreak: (error) => breaks.push(error) });
  await until('they stand', () => strict.opened() === 1 && patient.opened() === 1);
  await emit('a');
  await until('it came', () => strict.names.length === 1 && patient.names.length === 1);
  proxy.cut();
  await emit('missed');
  await until('it broke', () => breaks.length > 0);

  const { log, meta, retention } = gateway.store;
  await meta.setDispatcherPosition(await log.head());
  const week = 7 * 86_400_000;
  now = () => Date.now() + 2 * week;
  expect((await retention.run({ olderThanMs: week })).entries).toBeGreaterThan(0);
  proxy.mend();
  await expect(strict.ended).rejects.toMatchObject({
    code: 'events_removed',
    message: expect.stringContaining('onGap'),
  });
  await until('it stands again', () => patient.opened() === 2);
  await emit('b', { occurred: new Date(now()) });
  await until('it came', () => patient.names.length === 2);
  expect([gaps, patient.names]).toEqual([1, ['a', 'b']]);

  // A short break after that is none.
  proxy.cut();
  await emit('c', { occurred: new Date(now()) });
  proxy.mend();
  await until('it came', () => patient.names.length === 3);
  expect([gaps, patient.names]).toEqual([1, ['a', 'b', 'c']]);
  patient.stop();
  await patient.ended;
});
