import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { EventEntry, LogEntry } from '../../src/store/log.ts';
import type { Store } from '../../src/store/index.ts';
import { describeStores } from '../support/stores.ts';
import { automationBody, automationFilter, newEvent } from '../support/store-fixtures.ts';

const tags = (criteria: object): object => ({
  operator: 'and_',
  all_: null,
  any_: null,
  is_null_: null,
  ...criteria,
});

describeStores('automations', ({ clock, open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  const entries = (): Promise<LogEntry[]> => store.log.read(0, 1000);
  const shape = (entry: LogEntry): string =>
    entry.kind === 'control' ? entry.control.type : entry.kind === 'event' ? entry.event.event : entry.kind;

  it('tell their tags, those of the most automations first', async () => {
    for (const tags of [['prod', 'Team A'], ['prod'], ['100%', 'team b', 'team b']]) {
      await store.automations.create(automationBody({ tags }));
    }
    const found = (search: string, limit = 50) => store.automations.tags({ search, limit });
    const all = await found('');
    expect(all[0]).toEqual({ tag: 'prod', count: 2 });
    expect(new Set(all.map(({ tag }) => tag))).toEqual(new Set(['prod', 'Team A', 'team b', '100%']));
    expect((await found('TEAM')).map(({ count }) => count)).toEqual([1, 1]);
    expect((await found('%')).map(({ tag }) => tag)).toEqual(['100%']);
    expect(await found('', 1)).toHaveLength(1);
    expect(await found('nothing')).toEqual([]);
  });

  it('change together with their control entry and their event', async () => {
    const created = await store.automations.create(automationBody());
    await store.log.append([newEvent()]);
    await store.automations.setEnabled(created.id, false, { origin: 'other', depth: 2 });
    await store.automations.setEnabled(created.id, false);
    await store.automations.setEnabled(created.id, true);
    await store.automations.replace(created.id, automationBody({ name: 'new name' }));
    await store.automations.delete(created.id);
    const log = await entries();
    expect(log.map(shape)).toEqual([
      'created',
      'prefect.automation.created',
      'test.ping',
      'paused',
      'prefect.automation.updated',
      'resumed',
      'prefect.automation.updated',
      'updated',
      'prefect.automation.updated',
      'deleted',
      'prefect.automation.deleted',
    ]);
    expect(log[4]).toMatchObject({ origin: 'other', depth: 2 });
    expect(log[7]).toMatchObject({
      automationId: created.id,
      control: { type: 'updated', version: 2, enabled: true },
    });
    expect((log[1] as EventEntry).event).toMatchObject({
      resource: {
        'prefect.resource.id': `prefect.automation.${created.id}`,
        'prefect.resource.name': 'under test',
        'prefect.posture': 'Reactive',
      },
      payload: created,
    });
    expect(await store.automations.get(created.id)).toBeUndefined();
    expect(await store.automations.version(created.id, 1)).toEqual(created);
    expect(await store.automations.version(created.id, 2)).toMatchObject({ name: 'new name' });
  });

  it('leave neither row nor entry when a job fails, and spoil nothing beside them', async () => {
    const body = { ...automationBody(), id: randomUUID() };
    await store.automations.create(body);
    const event = newEvent();
    const results = await Promise.allSettled([
      store.log.append([event]),
      store.automations.create(body),
      store.automations.delete(randomUUID()),
      store.automations.create({ ...automationBody({ name: 'second' }), id: randomUUID() }),
      store.automations.replace(randomUUID(), automationBody()),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(results[1]).toMatchObject({ reason: { httpStatus: 409 } });
    expect(results[2]).toMatchObject({ reason: { httpStatus: 404, message: 'Automation not found' } });
    const log = await entries();
    expect(log.map(shape)).toEqual([
      'created',
      'prefect.automation.created',
      'test.ping',
      'created',
      'prefect.automation.created',
    ]);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(await store.automations.count()).toBe(2);
  });

  it('tell their state at any place of the log', async () => {
    const a = await store.automations.create(automationBody());
    const b = await store.automations.create(automationBody({ enabled: false }));
    await store.automations.setEnabled(a.id, false);
    await store.automations.replace(b.id, automationBody({ name: 'other' }));
    await store.automations.delete(a.id);
    const controls = (await entries()).filter((entry) => entry.kind === 'control');
    const at = async (index: number): Promise<unknown[]> => {
      const states = await store.automations.statesAt(controls[index]!.seq);
      for (const state of states)
        expect(await store.automations.stateAt(controls[index]!.seq, state.automationId)).toEqual(state);
      return states.map(({ definition, ...state }) => ({ ...state, name: definition.name }));
    };
    const name = 'under test';
    const [stateA, stateB] = [
      { automationId: a.id, version: 1, enabled: true, name, partitions: 1 },
      { automationId: b.id, version: 1, enabled: false, name, partitions: 1 },
    ];
    const byId = (...states: (typeof stateA)[]): unknown[] =>
      states.sort((x, y) => (x.automationId < y.automationId ? -1 : 1));
    expect(await store.automations.statesAt(0)).toEqual([]);
    expect(await at(0)).toEqual([stateA]);
    expect(await at(1)).toEqual(byId(stateA, stateB));
    expect(await at(2)).toEqual(byId(stateB, { ...stateA, enabled: false }));
    const replaced = { ...stateB, version: 2, enabled: true, name: 'other' };
    expect(await at(3)).toEqual(byId({ ...stateA, enabled: false }, replaced));
    expect(await at(4)).toEqual([replaced]);
    expect(await store.automations.stateAt(controls[4]!.seq, a.id)).toBeUndefined();
  });

  it('tell their states in pages', async () => {
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push(await store.automations.create(automationBody()));
    const head = await store.log.head();
    const ids: string[] = [];
    for (;;) {
      const page = await store.automations.statesAt(head, { after: ids.at(-1) ?? '', limit: 2 });
      ids.push(...page.map(({ automationId }) => automationId));
      if (page.length < 2) break;
    }
    expect(ids).toEqual(made.map(({ id }) => id).sort());
  });

  it('are found by name (the newest), by filter, by owner and by what they act on', async () => {
    const deployment = randomUUID();
    const owner = `prefect.deployment.${randomUUID()}`;
    const first = await store.automations.create(automationBody({ name: 'twin', tags: ['x', 'y'] }));
    clock.advance(1000);
    const second = await store.automations.create(automationBody({ name: 'twin', owner_resource: owner }));
    clock.advance(1000);
    const runner = await store.automations.create(
      automationBody({
        name: 'runner',
        tags: ['y'],
        actions: [{ type: 'run-deployment', source: 'selected', deployment_id: deployment }],
      }),
    );
    expect(await store.automations.getByName('twin')).toEqual(second);
    const filtered = async (filter: object): Promise<string[]> => {
      const parsed = automationFilter(filter);
      const list = await store.automations.list({ filter: parsed, sort: 'CREATED_DESC' });
      expect(await store.automations.count(parsed)).toBe(list.length);
      return list.map(({ id }) => id);
    };
    expect(await filtered({})).toEqual([runner.id, second.id, first.id]);
    expect(await filtered({ name: { any_: ['twin'] } })).toEqual([second.id, first.id]);
    expect(await filtered({ id: { any_: [] } })).toEqual([]);
    expect(
      await filtered({
        tags: tags({ all_: ['x', 'y'] }),
      }),
    ).toEqual([first.id]);
    expect(
      await filtered({
        tags: tags({ any_: ['x', 'y'] }),
      }),
    ).toEqual([runner.id, first.id]);
    expect(
      await filtered({
        tags: tags({ is_null_: true }),
      }),
    ).toEqual([second.id]);
    expect(await filtered({ created: { before_: first.created } })).toEqual([first.id]);
    expect(await filtered({ operator: 'or_', name: { any_: ['runner'] }, id: { any_: [first.id] } })).toEqual(
      [runner.id, first.id],
    );
    const page = await store.automations.list({ sort: 'NAME_ASC', limit: 1, offset: 1 });
    expect(page.map(({ name }) => name)).toEqual(['twin']);
    expect(await store.automations.list({ offset: 2 })).toHaveLength(1);

    expect(await store.automations.relatedTo(`prefect.deployment.${deployment}`)).toEqual([runner]);
    expect(await store.automations.relatedTo(owner)).toEqual([second]);
    expect(await store.automations.deleteOwnedBy(owner)).toEqual([second.id]);
    expect(await store.automations.relatedTo(owner)).toEqual([]);
    expect(await store.automations.count()).toBe(2);
  });
});
