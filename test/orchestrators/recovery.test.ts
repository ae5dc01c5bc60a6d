import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploy, runInState, runNamed, startRun, statesOf, type Run } from '../support/flow-runs.ts';
import { LiveServer } from '../support/live-server.ts';
import { until } from '../support/until.ts';
import { startUserWorker, type UserWorker } from '../support/user-worker.ts';

// Everything is killed between the steps of what must be done once.

let server: LiveServer;
let worker: UserWorker;
beforeAll(async () => {
  server = await LiveServer.start();
  worker = await startUserWorker(server.temporalAddress, 'user-queue');
}, 300_000);
afterAll(async () => {
  await worker?.stop();
  await server?.close();
});

async function runsOf(deployment: string): Promise<Run[]> {
  return (await server.api('POST', '/flow_runs/filter', {
    flow_runs: { deployment_id: { any_: [deployment] } },
  })) as Run[];
}

/** Asks for a run while Temporal answers nothing, until the run is on record. Its caller never hears of it. */
async function recordOnly(deployment: string): Promise<Run> {
  const unheard = startRun(server, deployment).catch(() => undefined);
  const run = await until('the run is on record', async () => (await runsOf(deployment))[0]);
  await server.killServer();
  await unheard;
  return run;
}

it('a run that is on record and has not reached Temporal is started once', async () => {
  const deployment = await deploy(server, 'greet');
  server.freezeTemporal();
  const run = await recordOnly(deployment);
  // What has reached the frozen process is lost with it.
  await server.killTemporal();
  await server.up();
  await worker.stop();
  worker = await startUserWorker(server.temporalAddress, 'user-queue');
  await runInState(server, run.id, 'Completed');
  expect(await runsOf(deployment)).toHaveLength(1);
  expect(await statesOf(server, run.id)).toEqual(['Scheduled', 'Pending', 'Running', 'Completed']);
}, 180_000);

it('a run that has reached Temporal unknown to us is started once, and can be cancelled', async () => {
  const deployment = await deploy(server, 'endless');
  server.freezeTemporal();
  const run = await recordOnly(deployment);
  server.thawTemporal();
  await server.up();
  await runInState(server, run.id, 'Running');
  await until('it is known where it runs', async () => {
    const { labels } = (await server.api('GET', `/flow_runs/${run.id}`)) as { labels: object };
    return 'temporal.run-id' in labels;
  });
  const { workflow } = await server.temporal();
  const carriers = [];
  for await (const one of workflow.list({ query: `WorkflowId = 'flow-run/${run.id}'` })) carriers.push(one);
  expect(carriers).toHaveLength(1);
  await server.api('POST', `/flow_runs/${run.id}/set_state`, { state: { type: 'CANCELLING' } });
  await runInState(server, run.id, 'Cancelled');
  expect(await statesOf(server, run.id)).toEqual([
    'Scheduled',
    'Pending',
    'Running',
    'Cancelling',
    'Cancelled',
  ]);
}, 180_000);

it('executions of others that begin and end around many kills are told of once each', async () => {
  const { workflow } = await server.temporal();
  const ids: string[] = [];
  let kills = 0;
  const starting = (async () => {
    while (kills < 3) {
      const workflowId = `among-kills-${randomUUID()}`;
      await workflow.start('lasting', {
        taskQueue: 'user-queue',
        workflowId,
        args: [{ ms: Math.random() * 6_000 }],
      });
      ids.push(workflowId);
      await sleep(150);
    }
  })();
  for (; kills < 3; kills += 1) {
    // At another place in a look each time.
    await sleep(1_000 + kills * 370);
    await server.killServer();
    await server.up();
  }
  await starting;
  for (const id of ids) {
    const run = await runNamed(server, id, 'Completed');
    expect(await statesOf(server, run.id)).toEqual(['Running', 'Completed']);
  }
}, 240_000);
