import { describe, expect, it } from 'vitest';
import { JsonError, parseJson } from '../../src/gateway/json.ts';

describe('JSON from outside', () => {
  it.each(['{"a":[1,2.5,"x",null,true]}', '"text"', '0', 'null', '[]', '{"constructor":{"prototype":1}}'])(
    'takes %s',
    (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    },
  );

  it.each([
    ['nothing', ''],
    ['half an object', '{"a":'],
    ['two values', '{} {}'],
    ['NaN', '[NaN]'],
    ['__proto__', '{"a":{"__proto__":{"polluted":true}}}'],
    ['__proto__ with an escape', '{"\\u005f_proto__":{}}'],
    ['__proto__ in a list', '[[{"__proto__":1}]]'],
    ['201 levels', '['.repeat(201) + ']'.repeat(201)],
    ['a million levels', '['.repeat(1_000_000)],
  ])('refuses %s', (_about, text) => {
    expect(() => parseJson(text)).toThrow(JsonError);
  });

  it('takes 200 levels', () => {
    expect(() => parseJson('['.repeat(200) + ']'.repeat(200))).not.toThrow();
  });

  it('does not quote what it could not read', () => {
    expect(() => parseJson('{"password": hunter2}')).toThrow(expect.not.stringContaining('hunter2'));
    expect(() => parseJson('hunter2')).toThrow(expect.not.stringContaining('hunter2'));
  });
});
