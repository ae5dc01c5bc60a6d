import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { PrefectClient } from '../support/prefect.ts';

// Prefect's own unmodified SDK and CLI against the gateway: what actions act on.

let gateway: TestGateway;
let client: PrefectClient;
beforeAll(async () => {
  gateway = await startGateway();
  client = new PrefectClient({ PREFECT_API_URL: `${gateway.url}/api` });
}, 600_000);
afterAll(async () => {
  client.close();
  await gateway.close();
});

async function cli(...args: string[]): Promise<string> {
  const run = await client.cli(...args);
  expect(run, `prefect ${args.join(' ')}`).toMatchObject({ code: 0 });
  return run.stdout;
}

async function script(...args: string[]): Promise<Record<string, string>> {
  const run = await client.script('objects.py', args);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as Record<string, string>;
}

describe('flows, deployments, flow runs, pools and queues', () => {
  it("are created, found, changed and deleted by Prefect's SDK", async () => {
    expect(await script()).toEqual({ ok: true });
    const { body } = await gateway.call('POST', '/events/filter', {
      filter: { event: { prefix: ['prefect.'] }, order: 'ASC' },
    });
    const events = body.events.map(({ event }: { event: string }) => event);
    expect(events).toEqual(
      expect.arrayContaining([
        'prefect.flow.created',
        'prefect.work-pool.created',
        'prefect.work-queue.created',
        'prefect.deployment.created',
        'prefect.deployment.updated',
        'prefect.flow-run.Scheduled',
        'prefect.deployment.deleted',
        'prefect.work-pool.deleted',
      ]),
    );
    const run = body.events.find(({ event }: { event: string }) => event === 'prefect.flow-run.Scheduled');
    const roles = run.related.map((one: Record<string, string>) => one['prefect.resource.role']);
    expect(roles).toEqual(['flow', 'deployment', 'work-queue', 'work-pool', 'tag', 'tag', 'tag']);
  }, 120_000);

  it("are shown, paused and resumed by Prefect's CLI", async () => {
    const { run = '' } = await script('--keep');

    expect(await cli('flow', 'ls')).toContain('compat-flow');
    expect(await cli('deployment', 'ls')).toContain('compat-flow/compat');
    expect(await cli('deployment', 'inspect', 'compat-flow/compat')).toContain('compat-pool');
    expect(await cli('deployment', 'schedule', 'ls', 'compat-flow/compat')).toContain('interval');
    const started = await cli('deployment', 'run', 'compat-flow/compat', '--param', 'n=5');
    expect(started).toMatch(/Created flow run/);
    const refused = await client.cli('deployment', 'run', 'compat-flow/compat', '--param', 'n="x"');
    expect(refused.code).not.toBe(0);
    expect(refused.stdout + refused.stderr).toContain("field 'n'");

    const later = await cli(
      ...['deployment', 'run', 'compat-flow/compat', '--params', '{"n": 6}', '--start-in', '2 hours'],
      ...['--tag', 'later', '--job-variable', 'retries=2', '--flow-run-name', 'a-later-run'],
    );
    expect(later).toMatch(/'a-later-run'[^]*in (1 hour|2 hours)/);
    const [planned] = await gateway.store.flowRuns.filter({
      flow_runs: { name: { any_: ['a-later-run'] } },
    } as never);
    expect(planned).toMatchObject({ parameters: { n: 6 }, job_variables: { retries: 2 } });
    expect(planned?.tags).toContain('later');

    await cli('deployment', 'schedule', 'create', 'compat-flow/compat', '--cron', '0 9 * * *');
    const schedules = async () =>
      JSON.parse(await cli('deployment', 'schedule', 'ls', 'compat-flow/compat', '-o', 'json')) as {
        schedule: string;
        active: boolean;
      }[];
    expect((await schedules()).map(({ schedule }) => schedule)).toContain('cron: 0 9 * * *');
    await cli('deployment', 'schedule', 'pause', '--all');
    expect((await schedules()).map(({ active }) => active)).toEqual([false, false]);
    await cli('deployment', 'schedule', 'resume', '--all');
    expect((await schedules()).map(({ active }) => active)).toEqual([true, true]);
    await cli('deployment', 'schedule', 'clear', 'compat-flow/compat', '-y');
    expect(await schedules()).toEqual([]);

    const late = await cli(
      'flow-run',
      'ls',
      '--flow-name',
      'compat-flow',
      '--state',
      'Scheduled',
      '-o',
      'json',
    );
    expect(JSON.parse(late).map(({ name }: { name: string }) => name)).toContain('a-later-run');
    expect(await cli('flow-run', 'ls')).toContain(run);
    expect(await cli('flow-run', 'inspect', run)).toContain('SCHEDULED');
    expect(await cli('flow-run', 'logs', run)).toBe('');
    expect(await cli('work-pool', 'preview', 'compat-pool', '--hours', '2')).toContain(run);
    expect(await cli('work-queue', 'preview', 'fast', '--pool', 'compat-pool')).toContain(run);
    expect(await cli('work-queue', 'read-runs', 'fast', '--pool', 'compat-pool')).toContain('2 runs');
    await cli('work-queue', 'set-concurrency-limit', 'fast', '2', '--pool', 'compat-pool');
    expect(await cli('work-queue', 'slots', 'fast', '--pool', 'compat-pool')).toContain('0 / 2');
    expect(await cli('work-pool', 'slots', 'compat-pool')).toContain('0 / 3');
    await cli('flow-run', 'delete', run);
    expect(await gateway.store.flowRuns.get(run)).toBeUndefined();

    expect(await cli('work-pool', 'ls')).toContain('compat-pool');
    expect(await cli('work-pool', 'inspect', 'compat-pool')).toContain('concurrency_limit=3');
    await cli('work-pool', 'pause', 'compat-pool');
    expect(await gateway.store.workPools.getByName('compat-pool')).toMatchObject({ status: 'PAUSED' });
    await cli('work-pool', 'resume', 'compat-pool');
    expect(await gateway.store.workPools.getByName('compat-pool')).toMatchObject({ is_paused: false });

    expect(await cli('work-queue', 'ls', '--pool', 'compat-pool')).toContain('fast');
    await cli('work-queue', 'pause', 'fast', '--pool', 'compat-pool');
    const queue = (): Promise<unknown> => gateway.store.workQueues.getByName('fast', 'compat-pool');
    expect(await queue()).toMatchObject({ is_paused: true, status: 'PAUSED' });
    await cli('work-queue', 'resume', 'fast', '--pool', 'compat-pool');
    expect(await queue()).toMatchObject({ is_paused: false });
    const one = JSON.parse(
      await cli('work-queue', 'inspect', 'fast', '--pool', 'compat-pool', '-o', 'json'),
    ) as object;
    expect(one).toMatchObject({ concurrency_limit: 2, status_details: { healthy: false } });

    await cli('deployment', 'delete', 'compat-flow/compat');
    expect(await cli('deployment', 'ls')).not.toContain('compat-flow/compat');
  }, 300_000);
});
