import { describe, expect, it } from 'vitest';
import { compileTrigger, eventNames, projectEvent, type MatchableEvent } from '../../src/triggers/index.ts';
import { withDefaults } from '../conformance/trigger-defaults.ts';

function event(over: Partial<MatchableEvent> = {}): MatchableEvent {
  return { event: 'x', resource: { 'prefect.resource.id': 'r', color: 'red' }, related: [], ...over };
}

function leaf(over: Record<string, unknown>): Record<string, unknown> {
  return { type: 'event', posture: 'Reactive', ...over };
}

function project(over: Record<string, unknown>, one: MatchableEvent = event()): unknown {
  return projectEvent(compileTrigger(withDefaults(leaf(over))), one);
}

const related = [
  { 'prefect.resource.id': 'f1', 'prefect.resource.role': 'flow', team: 'a' },
  { 'prefect.resource.id': 'f2', 'prefect.resource.role': 'flow', size: 'big' },
];

describe('what an event means to a trigger', () => {
  it.each([
    ['M2 empty expect takes any event', {}, true],
    ['M2 also with after', { after: ['y'] }, true],
    ['M2 another name', { expect: ['y'] }, false],
    ['M4 all labels', { match: { color: 'red', 'prefect.resource.id': ['q', 'r'] } }, true],
    ['M4 one does not fit', { match: { color: 'red', 'prefect.resource.id': 'q' } }, false],
    ['M4 a missing label', { match: { size: '*' } }, false],
    ['M4 an inherited name is no label', { match: { constructor: '*' } }, false],
    ['M5 a missing label and a negation', { match: { size: '!big' } }, false],
    ['M5 negations are alternatives', { match: { color: ['!red', '!blue'] } }, true],
    ['M6 an empty list', { match: { color: [] } }, false],
    ['M7 an empty object without related', { match_related: {} }, true],
    ['M8 an empty list', { match_related: [] }, true],
    ['M8 an empty object in a list', { match_related: [{}] }, true],
    ['M7 no related resource', { match_related: { team: 'a' } }, false],
  ])('%s', (_, over, covered) => expect(project(over)).toHaveLength(covered ? 1 : 0));

  it.each([
    [
      'M7 one resource fits all at once',
      { match_related: { team: 'a', 'prefect.resource.role': 'flow' } },
      true,
    ],
    ['M7 not spread over two', { match_related: { team: 'a', size: 'big' } }, false],
    ['M8 spread over two', { match_related: [{ team: 'a' }, { size: 'big' }] }, true],
    ['M8 each is needed', { match_related: [{ team: 'a' }, { size: 'small' }] }, false],
  ])('%s', (_, over, covered) => expect(project(over, event({ related }))).toHaveLength(covered ? 1 : 0));

  it.each([
    ['F1 sorted labels', ['prefect.resource.id', 'color'], ['red', 'r']],
    ['F1 named twice', ['color', 'color'], ['red']],
    ['F2 a missing label', ['size'], ['']],
    ['F3 the first in the role', ['related:flow:team'], ['a']],
    ['F3 not the second', ['related:flow:size'], ['']],
    ['F3 nobody in the role', ['related:tag:size'], ['']],
  ])('%s', (_, forEach, key) => {
    expect(project({ for_each: forEach }, event({ related }))).toEqual([
      { leaf: 0, expect: true, after: false, key },
    ]);
  });

  it('tells expect and after apart, leaf by leaf', () => {
    const trigger = withDefaults({
      type: 'compound',
      require: 'all',
      triggers: [
        leaf({ expect: ['x'], after: ['x', 'z'] }),
        { type: 'sequence', triggers: [leaf({ expect: ['y'] }), leaf({ expect: ['y'], after: ['x'] })] },
      ],
    });
    expect(projectEvent(compileTrigger(trigger), event())).toEqual([
      { leaf: 0, expect: true, after: true, key: [] },
      { leaf: 2, expect: false, after: true, key: [] },
    ]);
  });
});

describe('event names for an index', () => {
  const names = (over: Record<string, unknown>): unknown =>
    eventNames(compileTrigger(withDefaults(leaf(over))).leaves[0]!);

  it.each([
    [
      { expect: ['a', 'b.*', 'a'], after: ['c*d'] },
      { exact: ['a'], prefixes: ['b.', 'c'], any: false },
    ],
    [
      { expect: [], after: ['c'] },
      { exact: ['c'], prefixes: [], any: true },
    ],
    [{ expect: ['*.up'] }, { exact: [], prefixes: [], any: true }],
    [{ expect: ['a[b]'] }, { exact: [], prefixes: [], any: false }],
  ])('%j', (over, expected) => expect(names(over)).toEqual(expected));
});
