import { beforeEach, expect, it } from 'vitest';
import { deploymentCreateSchema } from '../../src/schemas/deployments.ts';
import { flowRunFilterSchema } from '../../src/schemas/object-filters.ts';
import { stateCreateSchema, type StateCreate } from '../../src/schemas/states.ts';
import { workPoolCreateSchema } from '../../src/schemas/work-pools.ts';
import type { Store } from '../../src/store/index.ts';
import type { NewFlowRun } from '../../src/store/objects/flow-run-changes.ts';
import { describeStores } from '../support/stores.ts';

const day = 86_400_000;

const state = (type: string, more: object = {}): StateCreate => stateCreateSchema.parse({ type, ...more });

describeStores('flow runs', ({ clock, open }) => {
  let store: Store;
  let flowId: string;
  let deploymentId: string;
  let queueId: string;
  beforeEach(async () => {
    store = await open();
    flowId = (await store.flows.create({ name: 'flow', tags: ['f'], labels: null })).flow.id;
    await store.workPools.create(workPoolCreateSchema.parse({ name: 'pool' }));
    const { deployment } = await store.deployments.create(
      deploymentCreateSchema.parse({
        name: 'nightly',
        flow_id: flowId,
        work_pool_name: 'pool',
        work_queue_name: 'queue',
        tags: ['d'],
      }),
    );
    deploymentId = deployment.id;
    queueId = deployment.work_queue_id!;
  });
  const start = (more: Partial<NewFlowRun> = {}) =>
    store.flowRuns.create({
      flowId,
      deploymentId,
      workQueueId: queueId,
      carrier: 'workflow',
      tags: ['r'],
      state: state('SCHEDULED'),
      ...more,
    });
  const eventsOf = async (id: string) =>
    (await store.log.read(0, 1_000)).flatMap((entry) =>
      entry.kind === 'event' && entry.event.resource['prefect.resource.id'] === `prefect.flow-run.${id}`
        ? [entry.event]
        : [],
    );

  it('tell each change of state once and in order, with what they belong to', async () => {
    const automation = {
      id: '0b7d3f9e-3c1a-4c41-9f5e-2f3a4f1c0b11',
      type: 'AUTOMATION',
      display_value: 'auto',
    };
    const { run } = await start({ created_by: automation, depth: 3, name: 'first' });
    const { setState } = store.flowRuns;
    for (const type of ['PENDING', 'RUNNING', 'RUNNING', 'PENDING', 'COMPLETED']) {
      clock.advance(1_000);
      await setState(run.id, { key: type, state: state(type, { message: `now ${type}` }) });
    }
    const late = await setState(run.id, { key: 'late', state: state('RUNNING') });
    expect(late.refused).toMatch(/has ended already, as Completed/);

    const events = await eventsOf(run.id);
    expect(events.map(({ event }) => event)).toEqual([
      'prefect.flow-run.Scheduled',
      'prefect.flow-run.Pending',
      'prefect.flow-run.Running',
      'prefect.flow-run.Completed',
    ]);
    expect(events.map(({ follows }) => follows)).toEqual([null, ...events.slice(0, -1).map(({ id }) => id)]);
    const last = events.at(-1)!;
    expect(last.resource).toMatchObject({
      'prefect.resource.name': 'first',
      'prefect.run-count': '1',
      'prefect.state-name': 'Completed',
      'prefect.state-type': 'COMPLETED',
      'prefect.state-message': 'now COMPLETED',
    });
    expect(last.related.map((one) => [one['prefect.resource.role'], one['prefect.resource.name']])).toEqual([
      ['flow', 'flow'],
      ['deployment', 'nightly'],
      ['work-queue', 'queue'],
      ['work-pool', 'pool'],
      ['tag', undefined],
      ['tag', undefined],
      ['tag', undefined],
      ['creator', 'auto'],
    ]);
    expect(last.payload).toEqual({
      intended: { from: 'RUNNING', to: 'COMPLETED' },
      initial_state: { type: 'RUNNING', name: 'Running', message: 'now RUNNING' },
      validated_state: { type: 'COMPLETED', name: 'Completed', message: 'now COMPLETED' },
    });
    const [entry] = await store.log.eventsById([last.id]);
    expect(entry).toMatchObject({ depth: 3, origin: null });
    const read = await store.flowRuns.get(run.id);
    expect(read).toMatchObject({ state_id: last.id, run_count: 1, total_run_time: 3 });
    expect(read?.start_time).not.toBeNull();
  });

  it('are made once for an id, even when asked for at the same time', async () => {
    const id = '8a1c9f51-58f5-4f0e-9a52-5c1b6c1e3d22';
    const made = await Promise.all([start({ id }), start({ id, name: 'other' }), start({ id })]);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('are found by what they are and by what they belong to', async () => {
    const a = (await start({ name: 'Alpha', tags: ['x', 'y'] })).run;
    const b = (await start({ name: 'beta', tags: ['x'], deploymentId: null })).run;
    clock.advance(1_000);
    await store.flowRuns.setState(a.id, { key: 'r', state: state('RUNNING') });
    const found = async (filters: Parameters<Store['flowRuns']['count']>[0]): Promise<string[]> => {
      const runs = await store.flowRuns.filter({ ...filters, sort: 'NAME_ASC' });
      expect(await store.flowRuns.count(filters)).toBe(runs.length);
      return runs.map(({ id }) => id).sort();
    };
    const by = (criteria: object) => ({ flow_runs: flowRunFilterSchema.parse(criteria) });
    expect(await found({})).toEqual([a.id, b.id].sort());
    expect(await found(by({ name: { like_: 'LPH' } }))).toEqual([a.id]);
    expect(await found(by({ tags: { all_: ['x', 'y'] } }))).toEqual([a.id]);
    expect(await found(by({ state: { type: { any_: ['RUNNING'] } } }))).toEqual([a.id]);
    expect(await found(by({ state: { name: { not_any_: ['Running'] } } }))).toEqual([b.id]);
    expect(await found(by({ deployment_id: { is_null_: true } }))).toEqual([b.id]);
    expect(await found(by({ start_time: { is_null_: true } }))).toEqual([b.id]);
    expect(await found(by({ work_queue_name: { any_: ['queue'] } }))).toEqual([a.id, b.id].sort());
    expect(
      await found(by({ operator: 'or_', name: { any_: ['beta'] }, state: { name: { any_: ['Running'] } } })),
    ).toEqual([a.id, b.id].sort());
    const pool = { operator: 'and_', id: null, type: null } as const;
    expect(await found({ work_pools: { ...pool, name: { any_: ['other'] } } })).toEqual([]);
    expect(await found({ work_pools: { ...pool, name: { any_: ['pool'] } } })).toHaveLength(2);
  });

  it('are removed by retention once they have ended', async () => {
    const { run } = await start();
    const waiting = (await start()).run;
    await store.flowRuns.setState(run.id, { key: 'c', state: state('COMPLETED') });
    clock.advance(3 * day);
    expect((await store.retention.run({ olderThanMs: day })).flowRuns).toBe(1);
    expect(await store.flowRuns.get(run.id)).toBeUndefined();
    expect(await store.flowRuns.get(waiting.id)).toBeDefined();
  });
});
