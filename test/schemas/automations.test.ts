import { describe, expect, it } from 'vitest';
import {
  automationCreateSchema,
  automationFilterBodySchema,
  automationSchema,
  automationUpdateSchema,
} from '../../src/schemas/automations.ts';
import { parseBody } from '../../src/schemas/validation.ts';
import { compileTrigger } from '../../src/triggers/index.ts';

const id = '2f1c1a52-8f0e-4b5c-9a55-0d6f5a1c7e01';
const anyId = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;

function create(trigger: unknown, actions: unknown[] = [{ type: 'do-nothing' }]) {
  return parseBody(automationCreateSchema, { name: 'wire-x', trigger, actions });
}

describe('a new automation', () => {
  it('reads as Prefect shows it, defaults filled in', () => {
    expect(create({ type: 'event', posture: 'Reactive', expect: ['wire.ping'] })).toEqual({
      name: 'wire-x',
      description: '',
      enabled: true,
      tags: [],
      trigger: {
        type: 'event',
        id: anyId,
        match: {},
        match_related: {},
        after: [],
        expect: ['wire.ping'],
        for_each: [],
        posture: 'Reactive',
        threshold: 1,
        within: 0,
      },
      actions: [{ type: 'do-nothing' }],
      actions_on_trigger: [],
      actions_on_resolve: [],
      owner_resource: null,
    });
  });

  it('fills in the actions', () => {
    const { actions } = create({ posture: 'Reactive' }, [
      { type: 'run-deployment', source: 'inferred', schedule_after: 'PT1M' },
      { type: 'change-flow-run-state', state: 'FAILED' },
      { type: 'call-webhook', block_document_id: id, payload: { a: 1 } },
      { source: 'inferred' },
      { block_document_id: id, body: 'b' },
    ]);
    expect(actions).toEqual([
      {
        type: 'run-deployment',
        source: 'inferred',
        deployment_id: null,
        parameters: null,
        job_variables: null,
        schedule_after: 60,
      },
      { type: 'change-flow-run-state', name: null, state: 'FAILED', message: null, force: false },
      { type: 'call-webhook', block_document_id: id, payload: '{\n  "a": 1\n}' },
      {
        type: 'run-deployment',
        source: 'inferred',
        deployment_id: null,
        parameters: null,
        job_variables: null,
        schedule_after: 0,
      },
      {
        type: 'send-notification',
        block_document_id: id,
        subject: 'Prefect automated notification',
        body: 'b',
      },
    ]);
  });

  it('gives each trigger an id of its own, whatever the client sent', () => {
    const event = { type: 'event', id, posture: 'Reactive' };
    const { trigger } = create({ type: 'sequence', within: 5, triggers: [event, event], id });
    if (trigger.type !== 'sequence') throw new Error('not a sequence');
    const ids = [trigger.id, ...trigger.triggers.map((child) => child.id)];
    expect(new Set([id, ...ids]).size).toBe(4);
  });

  it('is read back from the store with the ids it was given', () => {
    const created = create({ posture: 'Proactive', within: 'PT30S', for_each: ['a', 'a'] });
    const stored = {
      ...created,
      id,
      created: '2026-01-01T00:00:00Z',
      updated: '2026-01-01T00:00:00.000250Z',
    };
    const { owner_resource: _owner, ...shown } = stored;
    expect(automationSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(shown);
    expect(created.trigger).toMatchObject({ within: 30, for_each: ['a'] });
  });
});

describe('triggers without a type', () => {
  const child = { posture: 'Reactive' };
  it.each([
    [{ posture: 'Proactive' }, { type: 'event', within: 10 }],
    [
      { triggers: [child], within: null },
      { type: 'sequence', within: null },
    ],
    [
      { triggers: [child], within: 5, require: '1' },
      { type: 'compound', require: 1 },
    ],
    [{ triggers: [child], within: 5, require: 'most' }, { type: 'sequence' }],
    [{ triggers: [], within: 5, posture: 'Reactive', match: { a: 'b' } }, { type: 'event' }],
  ])('%j', (trigger, expected) => {
    expect(create(trigger).trigger).toMatchObject(expected);
  });

  it('are told apart in time that grows with their size only', () => {
    let trigger: unknown = { posture: 'nonsense' };
    for (let depth = 0; depth < 100; depth += 1)
      trigger = { triggers: [trigger], within: 1, require: 'most' };
    const start = performance.now();
    expect(() => create(trigger)).toThrow(/posture/);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('may nest deep, but not without end', () => {
    let trigger: unknown = { posture: 'Reactive' };
    for (let depth = 0; depth < 5_000; depth += 1)
      trigger = { type: 'sequence', triggers: [trigger], within: 1 };
    expect(() => create(trigger)).toThrow(/nested at most/);
  });
});

describe('the trigger engine', () => {
  it('takes what the schema gives', () => {
    const child = { posture: 'Reactive', match_related: [{ a: ['b'] }] };
    const { trigger } = create({ require: 'all', within: null, triggers: [child, { posture: 'Proactive' }] });
    expect(compileTrigger(trigger).leaves).toHaveLength(2);
  });
});

describe('other bodies', () => {
  it('a replacement keeps apart what was left out', () => {
    const body = { name: 'n', trigger: { posture: 'Reactive' }, actions: [] };
    expect(Object.keys(parseBody(automationUpdateSchema, body)).sort()).toEqual([
      'actions',
      'name',
      'trigger',
    ]);
  });

  it('a list takes nulls, and no body at all', () => {
    const defaults = { automations: null, sort: 'NAME_ASC', limit: 200, offset: 0 };
    expect(parseBody(automationFilterBodySchema, undefined)).toEqual(defaults);
    expect(
      parseBody(automationFilterBodySchema, { automations: null, sort: null, limit: null, offset: 0 }),
    ).toEqual(defaults);
    expect(() => parseBody(automationFilterBodySchema, { limit: 201 })).toThrow(/less than or equal to 200/);
  });
});

describe('a metric trigger', () => {
  const metric = { name: 'successes', threshold: 0.9, operator: '<' };

  it('has defaults, and is known by its posture as well', () => {
    const expected = {
      type: 'metric',
      id: anyId,
      match: {},
      match_related: {},
      posture: 'Metric',
      metric: { ...metric, range: 300, firing_for: 300 },
    };
    expect(create({ type: 'metric', metric }).trigger).toEqual(expected);
    expect(create({ posture: 'Metric', metric }).trigger).toEqual(expected);
    const { trigger } = create({ require: 'any', within: null, triggers: [{ type: 'metric', metric }] });
    expect(trigger).toMatchObject({ type: 'compound', triggers: [expected] });
  });

  it('reads durations and numbers as loosely as any other field', () => {
    const { trigger } = create({
      type: 'metric',
      metric: { name: 'duration', threshold: '90', operator: '>=', range: 'PT1H', firing_for: '00:10:00' },
    });
    expect(trigger).toMatchObject({ metric: { threshold: 90, range: 3600, firing_for: 600 } });
  });

  it.each([
    [{ ...metric, firing_for: 0 }, true],
    [{ ...metric, firing_for: 299 }, false],
    [{ ...metric, firing_for: -1 }, false],
    [{ ...metric, range: 0 }, false],
    [{ ...metric, range: 300 }, true],
    [{ ...metric, range: 30 * 86_400 }, true],
    [{ ...metric, range: 30 * 86_400 + 1 }, false],
    [{ ...metric, operator: '==' }, false],
    [{ ...metric, threshold: null }, false],
    [undefined, false],
  ])('%j: %s', (query, isValid) => {
    const trigger = { type: 'metric', metric: query };
    if (isValid) expect(create(trigger).trigger).toMatchObject({ metric: query! });
    else expect(() => create(trigger)).toThrow(/metric/);
  });

  it('takes no posture but its own', () => {
    expect(() => create({ type: 'metric', posture: 'Reactive', metric })).toThrow(/posture/);
  });
});

describe('an automation that would start flow runs without end', () => {
  const deployment = '2f1c1a52-8f0e-4b5c-9a55-0d6f5a1c7e01';
  const run = [{ type: 'run-deployment', deployment_id: deployment }];
  const own = {
    'prefect.resource.id': `prefect.deployment.${deployment}`,
    'prefect.resource.role': 'deployment',
  };
  const on = (more: object) => ({
    posture: 'Reactive',
    expect: ['prefect.flow-run.Running'],
    match: { 'prefect.resource.id': 'prefect.flow-run.*' },
    match_related: own,
    ...more,
  });

  it.each([
    [{}, false],
    [{ match_related: [own] }, false],
    [
      { match_related: { 'prefect.resource.id': ['prefect.deployment.x', own['prefect.resource.id']] } },
      false,
    ],
    [{ match: {} }, false],
    // Those that end by themselves, or may.
    [{ expect: ['prefect.flow-run.Failed'] }, true],
    [{ threshold: 2, within: 60 }, true],
    [{ match: { 'prefect.resource.name': 'nightly' } }, true],
    [{ after: ['go'] }, true],
    [{ match_related: [own, { 'prefect.resource.id': 'prefect.tag.go' }] }, true],
    [{ match_related: { 'prefect.resource.id': 'prefect.deployment.another' } }, true],
  ])('is refused when its own runs trigger it: %j: %s', (more, isValid) => {
    if (isValid) expect(create(on(more), run).actions).toHaveLength(1);
    else expect(() => create(on(more), run)).toThrow(/infinite loop/);
  });
});
