import { afterAll, beforeAll, expect, it } from 'vitest';
import { incidentCreateSchema } from '../../src/schemas/incidents.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import type { LogEntry } from '../../src/store/log.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

// Two gateways, each with a store of its own over the same Postgres.

let postgres: TestPostgres;
let gateways: Store[];
beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase();
  gateways = [await openStore({ postgres: { url } }), await openStore({ postgres: { url } })];
}, 120_000);
afterAll(async () => {
  await Promise.all(gateways.map((store) => store.close()));
  await postgres.stop();
});

/** The events of an incident, in the order of the log. */
async function told(id: string): Promise<{ kind: string; status: unknown }[]> {
  const { log } = gateways[0]!;
  const entries: LogEntry[] = [];
  // A gateway that has what it appended itself in memory gives that first, and what others appended when asked on.
  for (let after = 0; ; after = entries.at(-1)!.seq) {
    const read = await log.read(after, 10_000);
    if (read.length === 0) break;
    entries.push(...read);
  }
  return entries.flatMap((entry) =>
    entry.kind === 'event' && entry.event.resource['prefect.resource.id'] === `prefect-cloud.incident.${id}`
      ? {
          kind: entry.event.event.replace('prefect-cloud.incident.', ''),
          status: entry.event.payload['status'],
        }
      : [],
  );
}

const declare = async (): Promise<string> =>
  (await gateways[0]!.incidents.declare(incidentCreateSchema.parse({ name: 'at once' }))).id;

/** Does it ten times on each gateway, all at once. */
const everywhere = <T>(change: (store: Store) => Promise<T>): Promise<PromiseSettledResult<T>[]> =>
  Promise.allSettled(Array.from({ length: 20 }, (_none, n) => change(gateways[n % gateways.length]!)));

it('many acknowledge at once: one of them does it, and all hear the same', async () => {
  const id = await declare();
  const answers = await everywhere((store) => store.incidents.acknowledge(id));
  const incident = await gateways[1]!.incidents.get(id);
  expect(incident).toMatchObject({ status: 'acknowledged' });
  for (const answer of answers) expect(answer).toEqual({ status: 'fulfilled', value: incident });
  expect((await told(id)).map(({ kind }) => kind)).toEqual(['declared', 'acknowledged']);
});

it('many close and acknowledge at once: it ends closed, with one event for each change', async () => {
  const id = await declare();
  let turn = 0;
  const answers = await everywhere((store) =>
    (turn += 1) % 3 === 0 ? store.incidents.resolve(id) : store.incidents.acknowledge(id),
  );
  const incident = await gateways[0]!.incidents.get(id);
  expect(incident).toMatchObject({ status: 'resolved' });
  for (const answer of answers) {
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ httpStatus: 409 });
    else if (answer.value.status === 'resolved') expect(answer.value).toEqual(incident);
  }
  const events = await told(id);
  const kinds = events.map(({ kind }) => kind);
  expect([
    ['declared', 'acknowledged', 'resolved'],
    ['declared', 'resolved'],
  ]).toContainEqual(kinds);
  // Acknowledged before it was closed, it stays so: nothing of one change is lost in the other.
  expect(incident!.acknowledged_time !== null).toBe(kinds.includes('acknowledged'));
  expect(events.at(-1)).toMatchObject({ kind: 'resolved', status: 'resolved' });
});

it('changes of several fields at once are all kept', async () => {
  const id = await declare();
  const patches = [{ summary: 'what is known' }, { severity: 'high' as const }, { tags: ['etl'] }];
  let turn = 0;
  await everywhere((store) => store.incidents.patch(id, patches[(turn += 1) % 3]!));
  const incident = await gateways[0]!.incidents.get(id);
  expect(incident).toMatchObject({ summary: 'what is known', severity: 'high', tags: ['etl'] });
  expect((await told(id)).map(({ kind }) => kind).sort()).toEqual([
    'declared',
    'updated.severity',
    'updated.summary',
    'updated.tags',
  ]);
});
