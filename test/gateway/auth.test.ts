import { describe, expect, it } from 'vitest';
import { keyRing, matchSecret, secretsOf } from '../../src/gateway/auth.ts';

const keys = keyRing([
  { name: 'ci', key: 's3cret' },
  { name: 'default', key: 'bare' },
]);
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('credentials', () => {
  it.each([
    ['a bearer key', 'Bearer s3cret', 'ci'],
    ['a bearer key, scheme in lower case', 'bearer bare', 'default'],
    ['an auth string name:key', basic('ci:s3cret'), 'ci'],
    ['the key as the password of anybody', basic('anybody:s3cret'), 'ci'],
    ['the key alone as auth string', basic('bare'), 'default'],
    ['a key with colons in it', basic('x:y:bare'), null],
    ['another key', 'Bearer s3cre', null],
    ['the name of a key', 'Bearer ci', null],
    ['the key as user name', basic('s3cret:'), null],
    ['an empty password', basic('ci:'), null],
    ['no header', undefined, null],
    ['no scheme', 's3cret', null],
    ['another scheme', 'Digest s3cret', null],
    ['basic that is no base64', 'Basic s3cret!', null],
    ['two tokens', 'Bearer bare bare', null],
  ])('%s', (_about, header, expected) => {
    expect(matchSecret(keys, secretsOf(header))).toBe(expected);
  });

  it('keeps no key in memory as text', () => {
    expect(JSON.stringify(keys)).not.toContain('s3cret');
  });
});
