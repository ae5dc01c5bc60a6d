import { describe, expect, it } from 'vitest';
import { documentPath, getIn, setIn } from '../../web/editor/paths.ts';
import { placeOf, readText, writeText, type Language } from '../../web/editor/text.ts';

const document = {
  name: 'stock: "low"',
  trigger: {
    type: 'compound',
    within: 90.5,
    triggers: [{ expect: ['a.*', '!b'], unknown: { kept: [1, null, true] } }],
  },
  actions: [
    { type: 'call-webhook', payload: 'two\nlines\n\n  {{ event.id }}\n', date: '2026-01-01', on: 'yes' },
  ],
};

describe.each(['json', 'yaml'] satisfies Language[])('a document as %s', (language) => {
  it('comes back as it was', () => {
    expect(readText(writeText(document, language), language)).toEqual({ document });
  });

  it('has each of its values at a place', () => {
    const text = writeText(document, language);
    const { from, to } = placeOf(text, ['trigger', 'within']);
    expect(text.slice(from, to)).toBe('90.5');
    // What is missing is marked where it would stand.
    const above = placeOf(text, ['trigger', 'triggers', 0, 'posture']);
    expect(text.slice(above.from)).toMatch(language === 'json' ? /^\{/ : /^expect:/);
  });

  it('says where it is broken', () => {
    const read = readText('{"a": [1, }', language);
    expect('problem' in read && read.problem.to).toBeGreaterThan(0);
    expect(readText('[]', language)).toMatchObject({ problem: { from: 0 } });
  });
});

describe('a way in a document', () => {
  it('leads to values, changes one, and leaves the rest alone', () => {
    const path = ['trigger', 'triggers', 0, 'expect'];
    const changed = setIn(document, path, ['c']);
    expect(getIn(changed, path)).toEqual(['c']);
    expect(getIn(changed, ['trigger', 'triggers', 0, 'unknown'])).toEqual({ kept: [1, null, true] });
    expect(getIn(document, path)).toEqual(['a.*', '!b']);
    expect(getIn(setIn(document, ['trigger', 'triggers', 0], undefined), ['trigger', 'triggers'])).toEqual(
      [],
    );
    expect(setIn({ a: 1 }, ['b', 'c'], 2)).toEqual({ a: 1, b: { c: 2 } });
  });

  it('is found in what the server says, which names the forms of triggers and actions as well', () => {
    const said = ['trigger', 'CompoundTrigger', 'triggers', 0, 'EventTrigger', 'posture'];
    expect(documentPath(document, said)).toEqual(['trigger', 'triggers', 0, 'posture']);
  });
});
