import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtProgram } from '../support/built-program.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { deploy, runInState, runNamed, startRun, statesOf, type Run } from '../support/flow-runs.ts';
import { send } from '../support/gateway.ts';
import type { Served } from '../support/product.ts';
import { until } from '../support/until.ts';
import { startUserWorker, type UserWorker } from '../support/user-worker.ts';

// Two gateways over one Postgres: one of them follows Temporal, and the other one takes over when it is killed.

let cluster: Cluster;
let worker: UserWorker;
beforeAll(async () => {
  cluster = await startCluster({ program: await builtProgram(), gateways: 2, workers: 1 });
  worker = await startUserWorker(cluster.server.address, 'user-queue');
}, 900_000);
afterAll(async () => {
  await worker?.stop();
  await cluster?.close();
});

/** The API of the gateway that is not killed. */
const second: Served = {
  async api(method, path, body) {
    const { status, body: reply } = await send(`${cluster.urls[1]!}/api${path}`, method, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(reply)}`);
    return reply;
  },
};

async function startOthers(type: string, count: number, args: unknown[] = []): Promise<string[]> {
  const { workflow } = await cluster.temporal();
  const ids = Array.from({ length: count }, () => `${type}-${randomUUID()}`);
  for (const workflowId of ids) await workflow.start(type, { taskQueue: 'user-queue', workflowId, args });
  return ids;
}

async function expectOnce(workflowIds: readonly string[]): Promise<void> {
  for (const id of workflowIds) {
    const run = await runNamed(second, id, 'Completed');
    expect(await statesOf(second, run.id)).toEqual(['Running', 'Completed']);
  }
}

it('tell of everything once, and go on when one of them is killed', async () => {
  // Asked of both at once, a run is made and started once.
  const deployment = await deploy(second, 'greet', { schedules: [{ schedule: { interval: 1 } }] });
  const lasting = await deploy(second, 'lasting');
  const body = { parameters: { ms: 5_000 }, idempotency_key: 'the same' };
  const twice = await Promise.all([startRun(cluster, lasting, body), startRun(second, lasting, body)]);
  expect(twice[0].id).toBe(twice[1].id);
  await runInState(second, twice[0].id, 'Running');

  await expectOnce(await startOthers('greet', 5));
  const [over] = await startOthers('lasting', 1, [{ ms: 5_000 }]);
  await runNamed(second, over!, 'Running');
  const queue = async () => (await second.api('GET', `/deployments/${deployment}`)).status;
  await until('the workers are seen', async () => (await queue()) === 'READY');

  // The first one up leads.
  await cluster.gateways[0]!.end('SIGKILL');
  const meanwhile = await startOthers('greet', 5);
  await expectOnce([...meanwhile, over!]);
  await runInState(second, twice[0].id, 'Completed');
  expect(await statesOf(second, twice[0].id)).toEqual(['Scheduled', 'Pending', 'Running', 'Completed']);

  const scheduled = async (): Promise<(Run & { expected_start_time: string })[]> =>
    second.api('POST', '/flow_runs/filter', {
      deployments: { id: { any_: [deployment] } },
      flow_runs: { state: { name: { any_: ['Completed'] } } },
    });
  const before = (await scheduled()).length;
  await until('further runs', async () => (await scheduled()).length > before);
  await second.api('POST', `/deployments/${deployment}/pause_deployment`);
  await sleep(2_000);
  const runs = await scheduled();
  expect(new Set(runs.map(({ expected_start_time: at }) => at)).size).toBe(runs.length);
  for (const { id } of runs.slice(0, 3))
    expect(await statesOf(second, id)).toEqual(['Scheduled', 'Pending', 'Running', 'Completed']);

  // Time for the new leader to look at everything once more.
  await sleep(3_000);
  await expectOnce([...meanwhile, over!]);

  // The queue's workers leave, and it is the second gateway that notices a pause that Temporal was not told of.
  const { work_queue_id: id } = await second.api('GET', `/deployments/${deployment}`);
  await second.api('PATCH', `/work_queues/${id}`, { is_paused: true });
  const { workflowService, options } = await cluster.temporal();
  await workflowService.updateTaskQueueConfig({
    namespace: options.namespace,
    identity: 'temporal-automations',
    taskQueue: 'user-queue',
    taskQueueType: 2,
    updateQueueRateLimit: { reason: 'as if it had not been told' },
  });
  await until(
    'it is held again',
    async () => {
      const { config } = await workflowService.describeTaskQueue({
        namespace: options.namespace,
        taskQueue: { name: 'user-queue' },
        taskQueueType: 2,
        reportConfig: true,
      });
      return config?.queueRateLimit?.rateLimit != null;
    },
    90_000,
  );
}, 300_000);
