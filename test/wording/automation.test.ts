import { describe, expect, test } from 'vitest';
import {
  actionInWords,
  describeAutomation,
  describeTrigger,
  spanInWords,
  type WordedAction,
  type WordedTrigger,
} from '../../src/wording/index.ts';

const on = (expect: string, more: WordedTrigger = {}): WordedTrigger => ({
  posture: 'Reactive',
  expect: [expect],
  threshold: 1,
  within: 0,
  ...more,
});
const flowRun = (...states: string[]) => states.map((state) => `prefect.flow-run.${state}`);

describe('triggers on events', () => {
  const cases: readonly (readonly [string, WordedTrigger])[] = [
    ['When `order.paid` arrives', on('order.paid')],
    ['When `order.paid` or `order.free` arrives', on('', { expect: ['order.paid', 'order.free'] })],
    ['When any event arrives', on('', { expect: [] })],
    ['When `order.paid` arrives 5 times within 1 minute', on('order.paid', { threshold: 5, within: 60 })],
    ['When `order.paid` arrives 5 times', on('order.paid', { threshold: 5 })],
    ['When `b` arrives after `a`', on('b', { after: ['a'] })],
    ['When `b` arrives within 5 minutes after `a`', on('b', { after: ['a'], within: 300 })],
    ['When a flow run is `Failed` or `Crashed`', on('', { expect: flowRun('Failed', 'Crashed') })],
    ['When an automation is `created`', on('prefect.automation.created')],
    ['When `prefect.flow-run.*` arrives', on('prefect.flow-run.*')],
    [
      'When a flow run is `Failed` 3 times within 10 minutes, for each flow run',
      on('prefect.flow-run.Failed', { threshold: 3, within: 600, for_each: ['prefect.resource.id'] }),
    ],
    [
      'When `prefect.flow-run.Failed` or `order.paid` arrives',
      on('', { expect: ['prefect.flow-run.Failed', 'order.paid'] }),
    ],
    [
      'When a work pool sends any event',
      on('', { expect: [], match: { 'prefect.resource.id': 'prefect.work-pool.*' } }),
    ],
  ];
  test.each(cases)('%s', (words, trigger) => expect(describeTrigger(trigger)).toBe(words));
});

describe('absence', () => {
  const absent = (more: WordedTrigger): WordedTrigger => ({ posture: 'Proactive', threshold: 1, ...more });
  const cases: readonly (readonly [string, WordedTrigger])[] = [
    [
      'When no `Completed` within 30 minutes after `Running`, for each flow run',
      absent({
        expect: flowRun('Completed'),
        after: flowRun('Running'),
        within: 1_800,
        for_each: ['prefect.resource.id'],
      }),
    ],
    ['When no `heartbeat` for 10 seconds', absent({ expect: ['heartbeat'], within: 10 })],
    ['When no event for 1 hour', absent({ expect: [], within: 3_600 })],
    ['When fewer than 5 `ping` for 1 minute', absent({ expect: ['ping'], threshold: 5, within: 60 })],
    [
      'When no `order.shipped` within 1 day after `order.paid`, for each resource',
      absent({
        expect: ['order.shipped'],
        after: ['order.paid'],
        within: 86_400,
        for_each: ['prefect.resource.id'],
      }),
    ],
    [
      'When no `Completed` of a flow run tagged `prod` for 1 hour',
      absent({
        expect: flowRun('Completed'),
        within: 3_600,
        match_related: { 'prefect.resource.role': 'tag', 'prefect.resource.id': 'prefect.tag.prod' },
      }),
    ],
  ];
  test.each(cases)('%s', (words, trigger) => expect(describeTrigger(trigger)).toBe(words));
});

describe('which resources', () => {
  const id = 'b0f6dc34-31a8-41f0-b2a5-1a0a9a4b7a10';
  const nameOf = (one: string) => (one === id ? 'etl' : undefined);
  const failed = (more: WordedTrigger) => on('prefect.flow-run.Failed', more);
  const cases: readonly (readonly [string, WordedTrigger])[] = [
    [
      'When a flow run is `Failed`',
      failed({ match: { 'prefect.resource.id': 'prefect.flow-run.*' }, match_related: {} }),
    ],
    ['When a flow run is `Failed`', failed({ match: { 'prefect.resource.id': '*' } })],
    [
      'When a flow run with the id `etl` is `Failed`',
      failed({ match: { 'prefect.resource.id': `prefect.flow-run.${id}` } }),
    ],
    [
      'When a flow run called `nightly-*` is `Failed`',
      failed({ match: { 'prefect.resource.name': 'nightly-*' } }),
    ],
    [
      'When a flow run tagged `prod` or `stage` is `Failed`',
      failed({
        match_related: {
          'prefect.resource.role': 'tag',
          'prefect.resource.id': ['prefect.tag.prod', 'prefect.tag.stage'],
        },
      }),
    ],
    [
      'When a flow run of the flow `etl` is `Failed`',
      failed({
        match_related: { 'prefect.resource.role': 'flow', 'prefect.resource.id': `prefect.flow.${id}` },
      }),
    ],
    [
      'When a flow run of the flow `etl` tagged `prod` is `Failed`',
      failed({
        match_related: [
          { 'prefect.resource.role': 'flow', 'prefect.resource.name': 'etl' },
          { 'prefect.resource.role': 'tag', 'prefect.resource.id': 'prefect.tag.prod' },
        ],
      }),
    ],
    [
      'When `animal.walked` where `genus` is `Marmota` and `species` is not `monax` arrives 3 times',
      on('animal.walked', { match: { genus: 'Marmota', species: '!monax' }, threshold: 3 }),
    ],
    [
      'When `x` with the id `order.*` or `cart.*` but not `order.test` arrives',
      on('x', { match: { 'prefect.resource.id': ['order.*', '!order.test', 'cart.*'] } }),
    ],
    [
      'When `x` with the id other than `order.test` tagged other than `dev` arrives',
      on('x', {
        match: { 'prefect.resource.id': '!order.test' },
        match_related: { 'prefect.resource.role': 'tag', 'prefect.resource.id': '!prefect.tag.dev' },
      }),
    ],
    [
      'When `x` of a deployment arrives',
      on('x', { match_related: { 'prefect.resource.role': 'deployment' } }),
    ],
    ['When `x` related to `a` arrives', on('x', { match_related: { 'prefect.resource.id': 'a' } })],
    [
      'When `x` arrives, for each flow and `region`',
      on('x', { for_each: ['related:flow:prefect.resource.id', 'region'] }),
    ],
  ];
  test.each(cases)('%s', (words, trigger) => expect(describeTrigger(trigger, nameOf)).toBe(words));
});

describe('metrics', () => {
  const metric = (query: WordedTrigger['metric'] & object, more: WordedTrigger = {}): WordedTrigger => ({
    type: 'metric',
    metric: query,
    ...more,
  });
  test.each<readonly [string, WordedTrigger]>([
    [
      'When the share of successful flow runs over 1 hour is below 90 % for 10 minutes',
      metric({ name: 'successes', operator: '<', threshold: 0.9, range: 3_600, firing_for: 600 }),
    ],
    [
      'When the average duration of flow runs over 5 minutes is at least 1 minute 30 seconds',
      metric({ name: 'duration', operator: '>=', threshold: 90, range: 300, firing_for: 0 }),
    ],
    [
      'When the average lateness of flow runs tagged `prod` over 5 minutes is above 1 minute for 5 minutes',
      metric(
        { name: 'lateness', operator: '>', threshold: 60 },
        { match_related: { 'prefect.resource.role': 'tag', 'prefect.resource.id': 'prefect.tag.prod' } },
      ),
    ],
  ])('%s', (words, trigger) => expect(describeTrigger(trigger)).toBe(words));
});

describe('triggers of triggers', () => {
  const compound = (require: 'any' | 'all' | number, names: string[], within: number | null = null) => ({
    type: 'compound',
    require,
    within,
    triggers: names.map((name) => on(name)),
  });
  test.each<readonly [string, WordedTrigger]>([
    ['When both `a` arrives and `b` arrives, all within 1 hour', compound('all', ['a', 'b'], 3_600)],
    ['When all of `a` arrives, `b` arrives and `c` arrives', compound(3, ['a', 'b', 'c'])],
    ['When at least 2 of `a` arrives, `b` arrives and `c` arrives', compound(2, ['a', 'b', 'c'])],
    ['When either `a` arrives or `b` arrives', compound('any', ['a', 'b'], 60)],
    ['When `a` arrives', compound('all', ['a'], 60)],
    ['When nothing', compound('all', [])],
    [
      'When `a` arrives, then `b` arrives, all within 1 minute',
      { type: 'sequence', within: 60, triggers: [on('a'), on('b')] },
    ],
    [
      'When both (either `a` arrives or `b` arrives) and (`c` arrives, for each `x`)',
      {
        type: 'compound',
        require: 'all',
        within: null,
        triggers: [compound('any', ['a', 'b']), on('c', { for_each: ['x'] })],
      },
    ],
  ])('%s', (words, trigger) => expect(describeTrigger(trigger)).toBe(words));
});

describe('actions', () => {
  const id = 'b0f6dc34-31a8-41f0-b2a5-1a0a9a4b7a10';
  const nameOf = (one: string) => (one === id ? 'nightly' : undefined);
  const chosen = { source: 'selected' };
  const cases: readonly (readonly [string, WordedAction])[] = [
    ['do nothing', { type: 'do-nothing' }],
    ['run the deployment `nightly`', { type: 'run-deployment', ...chosen, deployment_id: id }],
    [
      'run the deployment `nightly` after 10 minutes',
      { type: 'run-deployment', ...chosen, deployment_id: id, schedule_after: 600 },
    ],
    ['run a deployment', { type: 'run-deployment', ...chosen, deployment_id: 'unknown' }],
    ['pause the deployment of the event', { type: 'pause-deployment', source: 'inferred' }],
    ['resume the deployment `nightly`', { type: 'resume-deployment', ...chosen, deployment_id: id }],
    ['cancel it', { type: 'cancel-flow-run' }],
    ['delete it', { type: 'delete-flow-run' }],
    ['suspend it', { type: 'suspend-flow-run' }],
    ['resume it', { type: 'resume-flow-run' }],
    ['set it to `Failed`', { type: 'change-flow-run-state', state: 'FAILED' }],
    ['set it to `Too late`', { type: 'change-flow-run-state', state: 'FAILED', name: 'Too late' }],
    ['pause the work pool `nightly`', { type: 'pause-work-pool', ...chosen, work_pool_id: id }],
    ['resume the work pool of the event', { type: 'resume-work-pool', work_pool_id: null }],
    ['pause the work queue `nightly`', { type: 'pause-work-queue', ...chosen, work_queue_id: id }],
    ['resume a work queue', { type: 'resume-work-queue', ...chosen, work_queue_id: 'unknown' }],
    ['pause an automation', { type: 'pause-automation', ...chosen, automation_id: 'unknown' }],
    ['resume the automation of the event', { type: 'resume-automation' }],
    ['send a notification by `nightly`', { type: 'send-notification', block_document_id: id }],
    ['send a notification', { type: 'send-notification', block_document_id: 'unknown' }],
    ['call the webhook `nightly`', { type: 'call-webhook', block_document_id: id }],
    ['call a webhook', { type: 'call-webhook' }],
    ['send an e-mail to `a@b.c`', { type: 'send-email-notification', emails: ['a@b.c'] }],
    ['send an e-mail to 4 people', { type: 'send-email-notification', emails: ['a', 'b', 'c', 'd'] }],
    ['declare an incident', { type: 'declare-incident' }],
    ['declare an incident (critical)', { type: 'declare-incident', severity: 'critical' }],
    ['declare an incident', { type: 'declare-incident', severity: '{{ x }}' }],
    ['carry out `something-new`', { type: 'something-new' }],
  ];
  test.each(cases)('%s', (words, action) => expect(actionInWords(action, nameOf, 'it')).toBe(words));
});

describe('automations', () => {
  const trigger = on('prefect.flow-run.Failed');
  test('say what they do, as one sentence', () => {
    expect(describeAutomation({ trigger, actions: [{ type: 'cancel-flow-run' }] })).toBe(
      'When a flow run is `Failed`: cancel it.',
    );
  });
  test('name the flow run where the sentence has not spoken of one', () => {
    expect(describeAutomation({ trigger: on('x'), actions: [{ type: 'cancel-flow-run' }] })).toBe(
      'When `x` arrives: cancel the flow run.',
    );
  });
  test('join actions, and leave out that one of them is nothing', () => {
    const actions = [{ type: 'do-nothing' }, { type: 'suspend-flow-run' }, { type: 'declare-incident' }];
    expect(describeAutomation({ trigger, actions })).toBe(
      'When a flow run is `Failed`: suspend it and declare an incident.',
    );
    expect(describeAutomation({ trigger, actions: [{ type: 'do-nothing' }] })).toMatch(/: do nothing\.$/);
    expect(describeAutomation({ trigger })).toMatch(/: do nothing\.$/);
  });
  test('tell what is done at each end', () => {
    const text = describeAutomation({
      trigger,
      actions: [{ type: 'declare-incident' }],
      actions_on_trigger: [{ type: 'suspend-flow-run' }],
      actions_on_resolve: [{ type: 'resume-flow-run' }],
    });
    expect(text).toBe(
      'When a flow run is `Failed`: declare an incident; once triggered, suspend it; once resolved, resume it.',
    );
  });
  test('keep what was written down from breaking out of its marks', () => {
    expect(describeTrigger(on('a`b'))).toBe('When `a’b` arrives');
  });
});

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [0.25, '0.25 seconds'],
  [90, '1 minute 30 seconds'],
  [3_600, '1 hour'],
  [86_400 * 8, '1 week 1 day'],
])('%d seconds are %s', (seconds, words) => expect(spanInWords(seconds)).toBe(words));
