import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploy, type Run } from '../support/flow-runs.ts';
import { LiveServer } from '../support/live-server.ts';
import { clientEvent, createAutomation, firingsOf, postEvents } from '../support/product.ts';
import { until } from '../support/until.ts';
import { startUserWorker, type UserWorker } from '../support/user-worker.ts';

// Loops through flow runs on Temporal.

const DEPTH = 4;

let server: LiveServer;
let worker: UserWorker;
beforeAll(async () => {
  server = await LiveServer.start({ AUTOMATIONS_CHAIN_DEPTH: String(DEPTH) });
  worker = await startUserWorker(server.temporalAddress, 'user-queue');
}, 300_000);
afterAll(async () => {
  await worker?.stop();
  await server?.close();
});

const isEnabled = async (id: string): Promise<boolean> =>
  ((await server.api('GET', `/automations/${id}`)) as { enabled: boolean }).enabled;

async function untilPaused(id: string): Promise<void> {
  await until('the automation is paused', async () => !(await isEnabled(id)));
  expect(await firingsOf(server, id)).toHaveLength(DEPTH);
  const { events } = (await server.api('POST', '/events/filter', {
    filter: {
      event: { name: ['prefect.automation.chain-cut'] },
      resource: { id: [`prefect.automation.${id}`] },
    },
  })) as { events: { payload: { paused: boolean; reason: string } }[] };
  expect(events.map(({ payload }) => payload.paused)).toEqual([true]);
}

it('a chain through runs of a deployment is as long after a kill of everything as before', async () => {
  const deployment = await deploy(server, 'lasting', { parameters: { ms: 4_000 } });
  const id = await createAutomation(
    server,
    'again and again',
    {
      expect: ['prefect.flow-run.Completed', 'begin.again'],
      match: { 'prefect.resource.id': ['prefect.flow-run.*', 'test.*'] },
    },
    [{ type: 'run-deployment', source: 'selected', deployment_id: deployment, parameters: {} }],
  );
  await postEvents(server, [clientEvent('begin.again', 'one')]);
  await until('the second link', async () => (await firingsOf(server, id)).length === 2);
  await server.killAll();
  await server.up();
  await worker.stop();
  worker = await startUserWorker(server.temporalAddress, 'user-queue');
  await untilPaused(id);
}, 240_000);

it('a loop through the children of a deployment is one', async () => {
  const childId = `child-${randomUUID()}`;
  const deployment = await deploy(server, 'delegating', { parameters: { type: 'greet', childId } });
  const id = await createAutomation(
    server,
    'through children',
    {
      expect: ['prefect.flow-run.Completed', 'begin.children'],
      match: { 'prefect.resource.name': [childId, 'begin'] },
    },
    [{ type: 'run-deployment', source: 'selected', deployment_id: deployment, parameters: {} }],
  );
  await postEvents(server, [
    clientEvent('begin.children', 'one', {
      resource: { 'prefect.resource.id': 'test.begin', 'prefect.resource.name': 'begin' },
    }),
  ]);
  await untilPaused(id);
  const children = (await server.api('POST', '/flow_runs/filter', {
    flow_runs: { name: { any_: [childId] } },
  })) as Run[];
  expect(children).toHaveLength(DEPTH);
}, 120_000);
