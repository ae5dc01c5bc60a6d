import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSeparate, type SeparateSystem } from '../faults/separate-system.ts';
import { createRandom } from '../faults/random.ts';
import { EventSocket } from '../support/event-socket.ts';
import {
  clientEvent,
  createAutomation,
  postEvents,
  untilFired,
  type ClientEvent,
} from '../support/product.ts';
import { PrefectServer } from '../support/prefect-server.ts';
import { until } from '../support/until.ts';

// Two gateways over one Postgres in front of one Prefect server: one of them exchanges events with it, the other one takes over.

let prefect: PrefectServer;
let system: SeparateSystem;
let stream: EventSocket;

beforeAll(async () => {
  prefect = await PrefectServer.start();
  system = await startSeparate({ PREFECT_UPSTREAM_API_URL: prefect.apiUrl });
  stream = await EventSocket.authenticated(new URL(prefect.apiUrl).origin, 'out');
  const occurred = { since: new Date().toISOString(), until: '9999-12-31T23:59:59Z' };
  stream.send({ type: 'filter', backfill: false, filter: { occurred, event: { prefix: ['load.ours.'] } } });
  await stream.ping();
}, 300_000);
afterAll(async () => {
  stream?.socket.close();
  await system?.close();
  await prefect?.close();
});

const batch = (name: string, count: number): ClientEvent[] =>
  Array.from({ length: count }, (_, n) => clientEvent(`${name}.${n}`));

/** Sends each of some events on its own, a few at a time. */
async function each(events: readonly ClientEvent[], send: (event: ClientEvent) => Promise<unknown>) {
  for (const event of events) await send(event);
}

it('exchange each event once, whichever of the two is killed', async () => {
  const toServer = (event: ClientEvent) => prefect.api('POST', '/events', [event]);
  /** A gateway may be gone while it is told: what it does not acknowledge is sent to the other one. */
  const toGateways = (event: ClientEvent) => until('it is taken', () => posted(event), 60_000);
  const posted = async (event: ClientEvent): Promise<boolean> => {
    await postEvents(system, [event]);
    return true;
  };
  const fired = await createAutomation(system, 'both', { match: { 'prefect.resource.id': 'test.count' } }, [
    { type: 'do-nothing' },
  ]);
  const theirs: ClientEvent[] = [];
  const ours: ClientEvent[] = [];
  for (const [round, victim] of ['nobody', 'gateway 1', 'gateway 2', 'gateway 1'].entries()) {
    const [fromServer, fromGateway] = [batch(`load.theirs.${round}`, 60), batch(`load.ours.${round}`, 60)];
    theirs.push(...fromServer);
    ours.push(...fromGateway);
    const sending = Promise.all([each(fromServer, toServer), each(fromGateway, toGateways)]);
    if (victim !== 'nobody') await system.kill(victim, createRandom(1));
    await sending;
  }
  await until(
    'all are in the log',
    async () => (await system.log()).length >= theirs.length + ours.length,
    120_000,
  );
  const onRecord = async (): Promise<number> => {
    const filter = { event: { prefix: ['load.ours.'] } };
    return (await prefect.api('POST', '/events/filter', { filter, limit: 0 })).total;
  };
  await until('the server has been told', async () => (await onRecord()) >= ours.length, 120_000);

  // One more of each kind, once all has settled: nothing came a second time meanwhile.
  await toServer(clientEvent('load.theirs.last', 'count'));
  await toGateways(clientEvent('load.ours.last', 'count'));
  await untilFired(system, fired, 2, 60_000);
  await until('the server has the last', () => stream.events.includes('load.ours.last'), 60_000);
  const log = (await system.log()).map(({ id }) => id);
  const wanted = [...theirs, ...ours].map(({ id }) => id);
  expect(new Set(log).size).toBe(log.length);
  expect(log).toHaveLength(wanted.length + 2);
  expect(wanted.filter((id) => !log.includes(id))).toEqual([]);
  const told = stream.messages.map(({ event }: { event: { id: string } }) => event.id);
  expect(new Set(told).size).toBe(told.length);
  expect(ours.filter(({ id }) => !told.includes(id))).toEqual([]);
}, 480_000);
