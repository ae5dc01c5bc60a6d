import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCipher } from '../../src/secrets/cipher.ts';
import { loadCipher, parseKeys } from '../../src/secrets/key.ts';

const TEXT = 'xoxb-token with ünicode 🔑';

describe('cipher', () => {
  test('gives back what went in, also nothing and much', () => {
    const cipher = createCipher([randomBytes(32)]);
    for (const text of [TEXT, '', 'x'.repeat(100_000)])
      expect(cipher.decrypt(cipher.encrypt(text))).toBe(text);
  });

  test('never gives the same result twice and shows nothing of the text', () => {
    const cipher = createCipher([randomBytes(32)]);
    const results = Array.from({ length: 100 }, () => cipher.encrypt(TEXT));
    expect(new Set(results).size).toBe(100);
    expect(results[0]).not.toContain('xoxb');
  });

  test('refuses a text with any one byte changed', () => {
    const cipher = createCipher([randomBytes(32)]);
    const [version, id, encoded] = cipher.encrypt(TEXT).split(':');
    const sealed = Buffer.from(encoded ?? '', 'base64url');
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => cipher.decrypt([version, id, altered.toString('base64url')].join(':'))).toThrow(/altered/);
    }
  });

  test.each(['', 'plain text', 'v1:', 'v2:aaaaaaaa:AAAA', 'v1:aaaaaaaa:AAAA:more'])(
    'refuses %j',
    (stored) => {
      const cipher = createCipher([randomBytes(32)]);
      expect(() => cipher.decrypt(stored)).toThrow(expect.objectContaining({ code: 'secret_unreadable' }));
    },
  );

  test('refuses a text cut short', () => {
    const cipher = createCipher([randomBytes(32)]);
    const stored = cipher.encrypt(TEXT);
    expect(() => cipher.decrypt(stored.slice(0, 40))).toThrow(/too short/);
    expect(() => cipher.decrypt(stored.slice(0, -4))).toThrow(/altered/);
  });

  test('after a rotation the first key encrypts and the old one still decrypts', () => {
    const [old, next] = [randomBytes(32), randomBytes(32)];
    const stored = createCipher([old]).encrypt(TEXT);
    const rotated = createCipher([next, old]);
    expect(rotated.decrypt(stored)).toBe(TEXT);
    expect(createCipher([next]).decrypt(rotated.encrypt(TEXT))).toBe(TEXT);
    expect(() => createCipher([next]).decrypt(stored)).toThrow(/its key/);
  });
});

describe('keys', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'automations-key-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are read in hex, base64 and base64url, as a list', () => {
    const keys = [randomBytes(32), randomBytes(32), randomBytes(32)] as const;
    const text = `${keys[0].toString('hex')}, ${keys[1].toString('base64')},${keys[2].toString('base64url')}`;
    expect(parseKeys(text)).toEqual(keys);
  });

  test.each(['hunter2', 'ab'.repeat(31), randomBytes(33).toString('base64')])(
    'of another form are refused without showing them: %s',
    (text) => {
      const parse = (): unknown => parseKeys(text);
      expect(parse).toThrow(/key 1 is not 32 bytes/);
      expect(parse).not.toThrow(text);
    },
  );

  test('are made once, readable by the owner only', () => {
    const stored = loadCipher(folder).encrypt(TEXT);
    const file = join(folder, 'encryption.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadCipher(folder).decrypt(stored)).toBe(TEXT);
  });

  test('in a file that is damaged are an error, not a new key', () => {
    const file = join(folder, 'encryption.key');
    for (const content of ['', 'half a k']) {
      writeFileSync(file, content);
      expect(() => loadCipher(folder)).toThrow(/encryption\.key/);
      expect(readFileSync(file, 'utf8')).toBe(content);
    }
  });
});
