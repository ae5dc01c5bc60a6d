import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HistoryRun, type HistoryRunOptions } from '../../src/gateway/backtest/history-run.ts';
import { readTrigger } from '../support/triggers.ts';
import { automationBody, eventBody, startGateway, type TestGateway } from '../support/gateway.ts';
import { newEvent } from '../support/store-fixtures.ts';
import { describeStores } from '../support/stores.ts';

const SECOND = 1_000;
const leaf = { type: 'event', posture: 'Reactive', threshold: 1, within: 0 };

describeStores('a run over the log', ({ open, clock }) => {
  /** Appends events, each some seconds after the one before; answers a way to run triggers over all of it. */
  async function recorded(events: readonly (readonly [seconds: number, event: string, resource?: string])[]) {
    const store = await open();
    const since = clock.now;
    clock.advance(SECOND);
    for (const [seconds, event, resource = 'r'] of events) {
      clock.advance(seconds * SECOND);
      const labels = { 'prefect.resource.id': resource };
      await store.log.append([newEvent({ event, occurred: clock.now, resource: labels })]);
    }
    return async (trigger: object, more: Partial<HistoryRunOptions> = {}) => {
      const firings: { at: number; code: string; event: string | null; labels: object }[] = [];
      const end = await new HistoryRun(store, {
        trigger: readTrigger(trigger),
        since,
        until: clock.now,
        isExcluded: () => false,
        mostEvents: 1_000_000,
        budgetMs: 60_000,
        isGone: () => false,
        onFiring: ({ at, reason, labels }, entry) =>
          firings.push({
            at: (at - since) / SECOND,
            code: reason.code,
            event: entry?.event.event ?? null,
            labels,
          }),
        ...more,
      }).run();
      return { firings, ...end };
    };
  }

  it('counts as the trigger counts, and looks at no more than it has to', async () => {
    const run = await recorded([
      [1, 'a'],
      [1, 'b'],
      [1, 'a'],
      [100, 'a'],
      [1, 'a'],
    ]);
    const { firings, events, matched, cut } = await run({ ...leaf, expect: ['a'], threshold: 2, within: 10 });
    expect(firings).toEqual([
      { at: 4, code: 'threshold-reached', event: 'a', labels: {} },
      { at: 105, code: 'threshold-reached', event: 'a', labels: {} },
    ]);
    expect({ events, matched, cut }).toEqual({ events: 5, matched: 4, cut: null });
  });

  it('finds absences, with their exact deadlines, before, between and after the events', async () => {
    const run = await recorded([
      [1, 'started', 'one'],
      [1, 'started', 'two'],
      [10, 'done', 'one'],
      [7_200, 'started', 'three'],
      [7_200, 'unrelated'],
    ]);
    const { firings } = await run({
      ...leaf,
      posture: 'Proactive',
      after: ['started'],
      expect: ['done'],
      for_each: ['prefect.resource.id'],
      within: 30,
    });
    expect(firings).toEqual([
      { at: 33, code: 'expected-events-missing', event: 'started', labels: { 'prefect.resource.id': 'two' } },
      {
        at: 7_243,
        code: 'expected-events-missing',
        event: 'started',
        labels: { 'prefect.resource.id': 'three' },
      },
    ]);
  });

  it('takes prefixes, and all of a compound', async () => {
    const run = await recorded([
      [1, 'order.paid'],
      [1, 'stock.low'],
      [1, 'nobody.asked'],
    ]);
    const { firings, matched } = await run({
      type: 'compound',
      require: 'all',
      within: 60,
      triggers: [
        { ...leaf, expect: ['order.*'] },
        { ...leaf, expect: ['stock.low'] },
      ],
    });
    expect(firings.map(({ at, code }) => [at, code])).toEqual([[3, 'children-fired']]);
    expect(matched).toBe(2);
  });

  it('begins where it is told to, and ends there', async () => {
    const run = await recorded([
      [10, 'a'],
      [10, 'a'],
      [10, 'a'],
    ]);
    const start = clock.now - 15 * SECOND;
    const { firings, firstAt } = await run(
      { ...leaf, expect: ['a'] },
      { since: start, until: clock.now - SECOND },
    );
    expect(firings.map(({ at }) => at)).toEqual([21]);
    expect(firstAt).toBe(clock.now - 10 * SECOND);
  });

  it('goes over more events than it reads at once, and says when it stops early', async () => {
    const store = await open();
    const since = clock.now;
    for (let part = 0; part < 5; part += 1) {
      clock.advance(SECOND);
      await store.log.append(
        Array.from({ length: 500 }, () => newEvent({ event: 'a', occurred: clock.now })),
      );
    }
    const run = async (more: Partial<HistoryRunOptions>) => {
      let count = 0;
      const end = await new HistoryRun(store, {
        trigger: readTrigger({ ...leaf, expect: ['a'] }),
        since,
        until: clock.now,
        isExcluded: () => false,
        mostEvents: 1_000_000,
        budgetMs: 60_000,
        isGone: () => false,
        onFiring: () => (count += 1),
        ...more,
      }).run();
      return { count, events: end.events, cut: end.cut, seconds: (end.until - since) / SECOND };
    };
    expect(await run({})).toEqual({ count: 2_500, events: 2_500, cut: null, seconds: 5 });
    const cut = await run({ mostEvents: 1_000 });
    expect(cut).toMatchObject({ events: 1_000, cut: 'events', count: 1_000 });
    expect(cut.seconds).toBeLessThan(5);
    expect(await run({ isGone: () => true })).toMatchObject({ cut: 'time', count: 0 });
  });
});

describe('POST /api/automations/backtest', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  it('says how often a draft would have fired, and on what', async () => {
    const events = ['test.ping', 'test.pong', 'test.ping'].map((name) => eventBody(name));
    await gateway.call('POST', '/events', events);
    const before = await gateway.store.log.head();
    const reply = await gateway.call('POST', '/automations/backtest', {
      automation: automationBody('draft'),
      limit: 1,
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ count: 2, events: 3, matched: 2, cut: null });
    expect(reply.body.firings).toEqual([
      {
        triggered: expect.any(String) as string,
        trigger_state: 'Triggered',
        reason: 'the expected event came',
        triggering_labels: {},
        triggering_event: {
          id: events[0]?.['id'],
          event: 'test.ping',
          occurred: expect.any(String) as string,
          resource: { 'prefect.resource.id': 'test.resource.1' },
        },
      },
    ]);
    expect(await gateway.store.log.head()).toBe(before);
    expect((await gateway.call('POST', '/automations/count', {})).body).toBe(0);
  });

  it('leaves out what the automation told of itself', async () => {
    const trigger = { ...leaf, expect: ['prefect.automation.*'] };
    const { body: created } = await gateway.call('POST', '/automations/', automationBody('own', { trigger }));
    const automation = automationBody('own', { trigger });
    const ask = async (more: object) =>
      (await gateway.call('POST', '/automations/backtest', { automation, ...more })).body.count as number;
    expect(await ask({})).toBe(1);
    expect(await ask({ automation_id: created.id })).toBe(0);
  });

  it('names the field of what it refuses', async () => {
    const automation = automationBody('bad', { trigger: { ...leaf, posture: 'Sideways' } });
    const refused = await gateway.call('POST', '/automations/backtest', { automation });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body.exception_detail)).toContain('posture');
    const late = await gateway.call('POST', '/automations/backtest', {
      automation: automationBody('late'),
      since: '2999-01-01T00:00:00Z',
    });
    expect(late.status).toBe(422);
  });
});
