import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkFailure, statusFailure } from '../../src/http/failure.ts';
import { describeUrl, scrubber, secretsOfHeader, secretsOfUrl } from '../../src/http/redact.ts';
import { retryAfterMs } from '../../src/http/retry-after.ts';

const plain = (text: string) => text;

function failureOf(statusCode: number, headers: Record<string, string> = {}, body = '') {
  return statusFailure({ statusCode, headers, body }, 'https://x.example', plain);
}

describe('status', () => {
  test.each([200, 201, 202, 204, 299])('%i is success', (status) => {
    expect(failureOf(status)).toBeUndefined();
  });

  test.each([408, 425, 429, 500, 502, 503, 504, 599])('%i may pass', (status) => {
    expect(failureOf(status)).toMatchObject({ code: 'http_status', retryable: true });
  });

  test.each([400, 401, 403, 404, 405, 409, 410, 413, 422, 451])('%i is permanent', (status) => {
    expect(failureOf(status)).toMatchObject({ code: 'http_status', retryable: false });
  });

  test.each([300, 301, 302, 303, 304, 307, 308])('%i is permanent: redirects are not followed', (status) => {
    expect(failureOf(status)).toMatchObject({ code: 'http_redirect', retryable: false });
  });

  test('the message has the status and the start of the body', () => {
    expect(failureOf(404, {}, ' no\n such  hook ')?.message).toBe(
      'https://x.example answered 404 Not Found: no such hook',
    );
    expect(failureOf(400, {}, 'x'.repeat(1000))?.message.length).toBeLessThan(300);
  });

  test('the wait that the peer asks for counts for failures that may pass', () => {
    expect(failureOf(429, { 'retry-after': '7' })?.retryAfterMs).toBe(7000);
    expect(failureOf(503, { 'retry-after': '7' })?.retryAfterMs).toBe(7000);
    expect(failureOf(404, { 'retry-after': '7' })?.retryAfterMs).toBeUndefined();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['99999999999', 86_400_000],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s ms', (value, wait) => {
    expect(retryAfterMs(value, now)).toBe(wait);
  });
});

describe('exceptions', () => {
  test.each([
    ['ECONNRESET', 'network_error', true],
    ['EAI_AGAIN', 'network_error', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect_timeout', true],
    ['CERT_HAS_EXPIRED', 'tls_failed', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_failed', false],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls_failed', false],
    ['UND_ERR_INVALID_ARG', 'invalid_request', false],
  ])('%s is %s', (code, expected, retryable) => {
    const error = Object.assign(new Error('secret'), { code });
    for (const thrown of [error, new Error('secret', { cause: error }), new AggregateError([error])]) {
      const failure = networkFailure(thrown, 'https://x.example');
      expect(failure).toMatchObject({ code: expected, retryable });
      expect(failure.message).not.toContain('secret');
      expect(failure.cause).toBeUndefined();
    }
  });
});

describe('redaction', () => {
  test('a URL is named by scheme, host and port', () => {
    expect(describeUrl('https://user:pass@hooks.slack.com:8443/services/T/B/x?sig=1#f')).toBe(
      'https://hooks.slack.com:8443',
    );
    expect(describeUrl('nonsense with secret')).toBe('an invalid URL');
  });

  test('a Basic header gives its password away in no form', () => {
    const header = `Basic ${Buffer.from('user:hunter22').toString('base64')}`;
    const scrub = scrubber(secretsOfHeader(header));
    expect(scrub(`got ${header}, that is hunter22`)).not.toMatch(/hunter22|dXNlc/);
  });

  test('whatever the secret, no form of it remains', () => {
    const secret = fc
      .string({ minLength: 4, maxLength: 40, unit: 'grapheme' })
      .filter((text) => !/^\*+$/.test(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const scrub = scrubber([value]);
        for (const form of [value, encodeURIComponent(value), JSON.stringify(value)]) {
          expect(scrub(`${before}${form}${after}`)).not.toContain(value);
        }
      }),
    );
  });

  test('path, query, user and password of a secret URL are secrets', () => {
    const url = 'https://me:pa%20ss@h.example/workflows/abcdefghijklmnop/run?sig=0123456789abcdef';
    const text =
      'me:pa ss at /workflows/abcdefghijklmnop/run?sig=0123456789abcdef or abcdefghijklmnop, pa ss';
    expect(scrubber(secretsOfUrl(url))(text)).not.toMatch(/abcdefghijklmnop|0123456789abcdef|pa ss/);
  });
});
