import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Firing } from '../../src/schemas/firings.ts';
import { send } from '../support/gateway.ts';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { clientEvent } from '../support/product.ts';
import { until } from '../support/until.ts';
import { readComposeFile } from './compose-file.ts';
import { startStack, type Stack, type StackProcess } from './stack.ts';

const apiKey = randomUUID();
const file = readComposeFile({
  POSTGRES_PASSWORD: 'abc123',
  AUTOMATIONS_API_KEY: apiKey,
  AUTOMATIONS_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
});

let stack: Stack;
let sink: HttpSink;

beforeAll(async () => {
  [stack, sink] = await Promise.all([startStack(file), startSink()]);
}, 300_000);

afterAll(async () => {
  await stack?.close();
  await sink?.close();
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- replies of every shape
async function api(gateway: StackProcess, method: string, path: string, body?: unknown): Promise<any> {
  const reply = await send(`${gateway.url}/api${path}`, method, body, { authorization: `Bearer ${apiKey}` });
  if (reply.status >= 300)
    throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Makes an automation that calls the sink for each event `order.placed`; answers its id. */
async function createAutomation(gateway: StackProcess): Promise<string> {
  const { id: type } = await api(gateway, 'GET', '/block_types/slug/webhook');
  const [schema] = await api(gateway, 'POST', '/block_schemas/filter', {
    block_schemas: { block_type_id: { any_: [type] } },
  });
  const block = await api(gateway, 'POST', '/block_documents/', {
    name: 'sink',
    block_type_id: type,
    block_schema_id: schema.id,
    data: { url: `${sink.url}/orders`, headers: { 'x-token': 'hunter2' } },
  });
  const automation = await api(gateway, 'POST', '/automations/', {
    name: 'orders',
    trigger: { type: 'event', posture: 'Reactive', expect: ['order.placed'], threshold: 1, within: 0 },
    actions: [{ type: 'call-webhook', block_document_id: block.id, payload: '{{ event.id }}' }],
  });
  return automation.id as string;
}

/** Sends events one by one, so that each is acknowledged by itself; answers their ids. */
async function place(gateway: StackProcess, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, () => clientEvent('order.placed'));
  for (const event of events) await api(gateway, 'POST', '/events', [event]);
  return events.map(({ id }) => id);
}

/** The events that the sink was called for, with the idempotency keys of the calls. */
function called(): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const { body, key } of sink.at('/orders')) keys.set(body, (keys.get(body) ?? new Set()).add(key));
  return keys;
}

function allCalled(events: readonly string[]): Promise<unknown> {
  // An action that was under way in a killed worker is tried again when its claim is over, after a minute.
  return until(`calls for ${events.length} events`, () => events.every((id) => called().has(id)), 120_000);
}

test('two gateways and two workers go on when one of each is killed', { timeout: 480_000 }, async () => {
  const [gateway, other, worker, spare] = await Promise.all(
    (['gateway', 'gateway', 'worker', 'worker'] as const).map((service) => stack.start(service)),
  );
  if (!gateway || !other || !worker || !spare) throw new Error('not started');
  await Promise.all([gateway, other, worker, spare].map((process) => process.healthy()));
  expect((await send(`${gateway.url}/api/automations/count`, 'POST', {})).status).toBe(401);

  // What one gateway has stored, the other knows; what one worker cannot do any more, the other does.
  const automation = await createAutomation(gateway);
  const first = [...(await place(gateway, 10)), ...(await place(other, 10))];
  await allCalled(first);
  expect(sink.at('/orders')).toHaveLength(first.length);
  expect(sink.at('/orders').every(({ headers }) => headers['x-token'] === 'hunter2')).toBe(true);

  const second = await place(gateway, 10);
  await Promise.all([gateway.cli.end('SIGKILL'), worker.cli.end('SIGKILL')]);
  expect(await Promise.all([gateway.health(), worker.health()])).toEqual([1, 1]);
  const third = await place(other, 10);
  await allCalled([...second, ...third]);
  expect(await Promise.all([other.health(), spare.health()])).toEqual([0, 0]);

  // Each event fired once: a call may be repeated by whoever takes over, but under the same key.
  const all = [...first, ...second, ...third];
  const calls = called();
  expect([...calls.keys()].sort()).toEqual([...all].sort());
  expect([...calls.values()].every((keys) => keys.size === 1)).toBe(true);
  const firings = await until('all firings have ended', async () => {
    const list = (await api(other, 'GET', `/automations/${automation}/firings`)) as Firing[];
    return list.every(({ actions }) => actions.every(({ state }) => state === 'executed')) && list;
  });
  expect(firings.map(({ triggering_event }) => triggering_event?.id).sort()).toEqual([...all].sort());
});
