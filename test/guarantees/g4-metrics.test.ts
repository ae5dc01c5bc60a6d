import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { LiveServer } from '../support/live-server.ts';
import { clientEvent, firingsOf, postEvents, untilFired, viewOf } from '../support/product.ts';
import { automationBody } from '../support/store-fixtures.ts';
import { until } from '../support/until.ts';

// G4 for metrics: how long a condition has held goes on while everything is down.

/** Shorter than the API allows, so that nobody waits for minutes: the automation goes straight into the store. */
const FIRING_FOR_S = 8;

let server: LiveServer;
let id: string;

beforeAll(async () => {
  server = await LiveServer.start();
  await server.killServer();
  const store = await openStore({ sqlite: { path: join(server.data, 'automations.db') } });
  const trigger = {
    ...{ type: 'metric', posture: 'Metric', match: {}, match_related: {} },
    metric: { name: 'successes', operator: '<', threshold: 1, range: 300, firing_for: FIRING_FOR_S },
  };
  ({ id } = await store.automations.create(automationBody({ trigger })));
  await store.close();
  await server.up();
});
afterAll(() => server.close());

const run = randomUUID();

/** The run goes through these states, none of them late: the events' clock is not held up. */
async function go(...states: string[]): Promise<void> {
  const occurred = new Date(Date.now() + 60_000).toISOString();
  const resource = { 'prefect.resource.id': `prefect.flow-run.${run}` };
  await postEvents(
    server,
    states.map((state) => clientEvent(`prefect.flow-run.${state}`, run, { occurred, resource })),
  );
}

/** When the automation will fire, once it has seen that the condition holds, or no longer holds. */
const due = async (): Promise<number> =>
  Date.parse(await until('a deadline', async () => (await viewOf(server, id)).nextDeadline));

// Fails when the condition is taken to begin anew: put `this.#state.since = this.#state.now` into the constructor of
// src/triggers/metrics/leaf-metric.ts.
test('a condition that holds while everything is killed fires with its own time, once, and so does its end', async () => {
  await go('Pending', 'Failed');
  const deadline = await due();
  await server.killAll();
  await sleep(deadline + 2_000 - Date.now());
  await server.up();
  const [first] = await untilFired(server, id, 1);
  expect(first).toMatchObject({ trigger_state: 'Triggered' });
  expect(Math.abs(Date.parse(first!.triggered) - deadline)).toBeLessThanOrEqual(1);

  await go('Retrying');
  const end = await until('a deadline of the end', async () => {
    const next = await due();
    // Before, it is the time at which the run leaves the range.
    return next < Date.now() + FIRING_FOR_S * 1_000 && next;
  });
  await server.killServer();
  await server.up();
  const firings = await untilFired(server, id, 2);
  expect(firings[1]).toMatchObject({ trigger_state: 'Resolved' });
  expect(Math.abs(Date.parse(firings[1]!.triggered) - end)).toBeLessThanOrEqual(1);
  expect(await firingsOf(server, id)).toHaveLength(2);
});
