import { describe, expect, it } from 'vitest';
import { JsonError } from '../../src/gateway/json.ts';
import { readBody } from '../../src/gateway/webhooks/request.ts';

const multipart = [
  '--b',
  'Content-Disposition: form-data; name="model_id"',
  '',
  'adhoc',
  '--b',
  'Content-Disposition: form-data; name="file"; filename="a.txt"',
  'Content-Type: text/plain',
  '',
  'content',
  '--b--',
  '',
].join('\r\n');

describe('the body of a webhook call', () => {
  it.each([
    ['nothing', '', undefined, null],
    ['JSON', '{"a":1}', 'application/json', { a: 1 }],
    ['JSON with a charset', '[1]', 'application/json; charset=utf-8', [1]],
    ['JSON of a vendor', '{"a":1}', 'application/cloudevents+json', { a: 1 }],
    [
      'a form',
      'model_id=adhoc&run_count=10&s=a+b%21',
      'application/x-www-form-urlencoded',
      { model_id: 'adhoc', run_count: '10', s: 'a b!' },
    ],
    [
      'a form with a repeated field',
      'a=1&a=2&b=3',
      'application/x-www-form-urlencoded',
      { a: ['1', '2'], b: '3' },
    ],
    ['a multipart form', multipart, 'multipart/form-data; boundary=b', { model_id: 'adhoc' }],
    ['text', '{"a":1}', 'text/plain', '{"a":1}'],
    ['an unknown type that is JSON', '{"a":1}', 'application/octet-stream', { a: 1 }],
    ['an unknown type that is none', 'a,b', 'text/csv', 'a,b'],
    ['no type', '{"a":1}', undefined, { a: 1 }],
    ['an unknown type with __proto__', '{"__proto__":1}', 'text/csv', '{"__proto__":1}'],
  ])('is read: %s', async (_about, text, type, expected) => {
    expect(await readBody(Buffer.from(text), type)).toEqual(expected);
  });

  it('is read in the charset it says', async () => {
    expect(await readBody(Buffer.from([0xe4]), 'text/plain; charset=iso-8859-1')).toBe('ä');
  });

  it.each([
    ['bad JSON', '{"a":', 'application/json'],
    ['JSON with __proto__', '{"__proto__":{}}', 'application/json'],
    ['a form with __proto__', '__proto__=1', 'application/x-www-form-urlencoded'],
    ['a multipart form without its boundary', 'x', 'multipart/form-data'],
    ['an unknown charset', 'x', 'text/plain; charset=klingon'],
  ])('is refused: %s', async (_about, text, type) => {
    await expect(readBody(Buffer.from(text), type)).rejects.toThrow(JsonError);
  });
});
