import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  TriggerIndex,
  type IndexedAutomation,
  type IndexedEvent,
} from '../../../src/gateway/dispatcher/trigger-index.ts';
import type { EventBrief } from '../../../src/store/log.ts';
import {
  compileTrigger,
  projectEvent,
  type EventTriggerDefinition,
  type TriggerDefinition,
} from '../../../src/triggers/index.ts';

function trigger(changes: Partial<EventTriggerDefinition>): EventTriggerDefinition {
  return {
    type: 'event',
    posture: 'Reactive',
    expect: [],
    after: [],
    match: {},
    match_related: {},
    for_each: [],
    threshold: 1,
    within: 0,
    ...changes,
  };
}

function event(name: string, id = 'r.1'): IndexedEvent {
  return { event: name, resource: { 'prefect.resource.id': id }, related: [] };
}

function brief({ event: name, resource, related }: IndexedEvent): EventBrief {
  return { name, resourceId: resource['prefect.resource.id'] ?? '', hasRelated: related.length > 0 };
}

function found(index: TriggerIndex, one: IndexedEvent): string[] {
  return [...index.find(one)].map(({ automation }) => automation.id).sort();
}

const names = fc.constantFrom('a', 'a.b', 'a.b.c', 'b', 'ab', 'prefect.flow-run.Failed', '');
const namePatterns = fc.oneof(
  names,
  fc.constantFrom('*', 'a*', 'a.*', '*.c', 'prefect.flow-run.*', 'a.*.c', 'b*c', 'a[b]'),
);
const values = fc.constantFrom('', 'x', 'x.1', 'x.2', 'xy', '[', '[x', 'deployment', '😀');
const valuePatterns = fc.oneof(
  { weight: 3, arbitrary: values },
  fc.constantFrom('*', 'x*', 'x.*', 'x.?', '[x]*', '!x', '!x.*', '*1', '😀*', 'x[', 'x*1'),
);
const labels = fc.constantFrom('prefect.resource.id', 'color', 'prefect.resource.role', 'constructor');
const resources = fc.dictionary(labels, values, { maxKeys: 3 });
const specifications = fc.dictionary(
  labels,
  fc.oneof({ weight: 3, arbitrary: valuePatterns }, fc.array(valuePatterns, { maxLength: 3 })),
  { maxKeys: 3 },
);
const leaves = fc
  .record({
    expect: fc.array(namePatterns, { maxLength: 3 }),
    after: fc.array(namePatterns, { maxLength: 2 }),
    match: specifications,
    match_related: fc.oneof(specifications, fc.array(specifications, { maxLength: 2 })),
  })
  .map(trigger);
const triggers: fc.Arbitrary<TriggerDefinition> = fc.oneof(
  { weight: 3, arbitrary: leaves },
  fc.array(leaves, { minLength: 1, maxLength: 3 }).map((children) => ({
    type: 'compound' as const,
    triggers: children,
    require: 'any' as const,
    within: null,
  })),
);
const events: fc.Arbitrary<IndexedEvent> = fc.record({
  event: names,
  resource: resources,
  related: fc.array(resources, { maxLength: 3 }),
});

/** Puts an automation in, or takes one away: what is left must be found as if the rest had never been. */
const steps = fc.record({
  id: fc.integer({ min: 0, max: 15 }).map(String),
  enabled: fc.boolean(),
  trigger: fc.option(triggers, { nil: null, freq: 4 }),
});

describe('the index of automations', () => {
  test('finds exactly those that asking each of them would find', () => {
    fc.assert(
      fc.property(
        fc.array(steps, { maxLength: 30, size: 'max' }),
        fc.array(events, { minLength: 1, maxLength: 5 }),
        (changes, probes) => {
          const index = new TriggerIndex();
          const all = new Map<string, IndexedAutomation>();
          for (const { id, enabled, trigger: definition } of changes) {
            if (definition === null) {
              index.delete(id);
              all.delete(id);
            } else {
              const automation = { id, version: 1, enabled, trigger: definition };
              index.set(automation);
              all.set(id, automation);
            }
          }
          for (const probe of probes) {
            const wanted = [...all.values()].filter(
              (automation) =>
                automation.enabled && projectEvent(compileTrigger(automation.trigger), probe).length > 0,
            );
            expect(found(index, probe)).toEqual(wanted.map(({ id }) => id).sort());
            if (wanted.length > 0) expect(index.mayConcern(brief(probe))).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each<[string, (n: number) => Partial<EventTriggerDefinition>]>([
    ['the id of the resource', (n) => ({ match: { 'prefect.resource.id': `r.${n}` } })],
    ['the beginning of the id', (n) => ({ match: { 'prefect.resource.id': `r.${n}.*` } })],
    ['another label', (n) => ({ match: { 'prefect.resource.id': 'r.*', color: [`red-${n}`, `blue-${n}`] } })],
    [
      'a related resource',
      (n) => ({
        match: { 'prefect.resource.id': 'r.*' },
        match_related: { 'prefect.resource.role': 'deployment', 'prefect.resource.id': `d.${n}` },
      }),
    ],
  ])('looks at few of ten thousand that expect the same and differ by %s', (_by, part) => {
    const index = new TriggerIndex();
    for (let n = 0; n < 10_000; n += 1) {
      const definition = trigger({ expect: ['same'], ...part(n) });
      index.set({ id: `${n}`, version: 1, enabled: true, trigger: definition });
    }
    const probe: IndexedEvent = {
      event: 'same',
      resource: { 'prefect.resource.id': 'r.77', color: 'blue-77' },
      related: [{ 'prefect.resource.role': 'deployment', 'prefect.resource.id': 'd.77' }],
    };
    expect([...index.candidates(probe)].length).toBeLessThan(5);
    const dotted = { ...probe, resource: { 'prefect.resource.id': 'r.77.x' } };
    expect([...index.candidates(dotted)].length).toBeLessThan(5);
  });

  test('sees at a glance that most events concern nobody', () => {
    const index = new TriggerIndex();
    const definitions = [
      { expect: ['done'], match: { 'prefect.resource.id': 'r.1' } },
      { expect: ['job-1.*'] },
      { match: { 'prefect.resource.id': 'machine.1' } },
      { expect: ['failed'], match: { 'prefect.resource.id': 'r.*' }, match_related: { color: 'red' } },
      { expect: ['seen'], match: { color: 'red' } },
    ];
    for (const [number, part] of definitions.entries())
      index.set({ id: `${number}`, version: 1, enabled: true, trigger: trigger(part) });
    const may = (name: string, resourceId: string, hasRelated = false): boolean =>
      index.mayConcern({ name, resourceId, hasRelated });
    expect([may('done', 'r.1'), may('done', 'r.2'), may('done', 'r.2', true)]).toEqual([true, false, false]);
    expect([may('job-1.moved', 'r'), may('job-2.moved', 'r')]).toEqual([true, false]);
    expect([may('any', 'machine.1'), may('any', 'machine.2')]).toEqual([true, false]);
    expect([may('failed', 'r.1', true), may('failed', 'r.1')]).toEqual([true, false]);
    // Of other labels nothing is known.
    expect(may('seen', 'r')).toBe(true);
  });

  test('forgets what was replaced, paused or deleted', () => {
    const index = new TriggerIndex();
    index.set({ id: 'x', version: 1, enabled: true, trigger: trigger({ expect: ['old', 'o*'] }) });
    index.set({ id: 'x', version: 2, enabled: true, trigger: trigger({ expect: ['new'] }) });
    expect(found(index, event('old'))).toEqual([]);
    expect(found(index, event('new'))).toEqual(['x']);
    index.setEnabled('x', false);
    expect(found(index, event('new'))).toEqual([]);
    index.setEnabled('x', true);
    expect(found(index, event('new'))).toEqual(['x']);
    index.delete('x');
    expect(found(index, event('new'))).toEqual([]);
    expect(index.size).toBe(0);
  });
});
