import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  TriggerIndex,
  type IndexedAutomation,
  type IndexedEvent,
} from '../../../src/gateway/dispatcher/trigger-index.ts';
import { compileTrigger, projectEvent, type EventTriggerDefinition } from '../../../src/triggers/index.ts';

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

function found(index: TriggerIndex, one: IndexedEvent): string[] {
  return [...index.find(one)].map(({ automation }) => automation.id).sort();
}

describe('the index of automations', () => {
  const names = fc.constantFrom('a', 'a.b', 'a.b.c', 'b', 'ab', 'prefect.flow-run.Failed', '');
  const patterns = fc.oneof(
    names,
    fc.constantFrom('*', 'a*', 'a.*', '*.c', 'prefect.flow-run.*', 'a.*.c', 'b*c'),
  );
  const automations = fc.array(
    fc.record({
      expect: fc.array(patterns, { maxLength: 3 }),
      after: fc.array(patterns, { maxLength: 2 }),
      enabled: fc.boolean(),
    }),
    { maxLength: 12 },
  );

  test('finds exactly those that asking each of them would find', () => {
    fc.assert(
      fc.property(automations, fc.array(names, { minLength: 1, maxLength: 5 }), (list, events) => {
        const index = new TriggerIndex();
        const all = list.map(({ expect: expected, after, enabled }, n): IndexedAutomation => ({
          id: `${n}`,
          version: 1,
          enabled,
          trigger: trigger({ expect: expected, after }),
        }));
        for (const automation of all) index.set(automation);
        for (const name of events) {
          const one = event(name);
          const wanted = all.filter(
            (automation) =>
              automation.enabled && projectEvent(compileTrigger(automation.trigger), one).length > 0,
          );
          expect(found(index, one)).toEqual(wanted.map(({ id }) => id).sort());
        }
      }),
      { numRuns: 500 },
    );
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
