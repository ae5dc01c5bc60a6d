import { createHash, timingSafeEqual } from 'node:crypto';
import { AutomationError } from '../errors.ts';
import type { ApiKey } from '../settings.ts';

/** The configured API keys, as hashes only. */
export type KeyRing = readonly { readonly name: string; readonly digests: readonly Buffer[] }[];

/**
 * Hashes the configured keys: what the gateway keeps in memory cannot leak them.
 *
 * @example keyRing([{ name: 'ci', key: 's3cret' }]) // proved by `s3cret` and by `ci:s3cret`
 */
export function keyRing(keys: readonly ApiKey[]): KeyRing {
  // `name:key` counts as well: it is what a client with PREFECT_API_AUTH_STRING sends.
  return keys.map(({ name, key }) => ({ name, digests: [sha256(key), sha256(`${name}:${key}`)] }));
}

/**
 * Which key the given secrets prove, or null. Every secret is compared with every key, in constant time,
 * so that the time taken tells nothing about how close a guess was.
 */
export function matchSecret(keys: KeyRing, secrets: readonly string[]): string | null {
  const candidates = secrets.map(sha256);
  let found: string | null = null;
  for (const key of keys) {
    for (const digest of key.digests) {
      for (const candidate of candidates) {
        if (timingSafeEqual(digest, candidate)) found ??= key.name;
      }
    }
  }
  return found;
}

/**
 * The secrets in an `Authorization` header: a Bearer token, or for Basic the whole auth string and its password.
 * Empty when the header is absent or malformed.
 */
export function secretsOf(authorization: string | undefined): string[] {
  const match = /^(basic|bearer) +(\S+) *$/i.exec(authorization ?? '');
  if (match === null) return [];
  const credentials = match[2] as string;
  if ((match[1] as string).toLowerCase() === 'bearer') return [credentials];
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(credentials)) return [];
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? [text] : [text, text.slice(colon + 1)];
}

/** Missing or wrong credentials: 401 in Prefect's shape. */
export function unauthorized(): AutomationError {
  return new AutomationError('unauthorized', 'Unauthorized', { httpStatus: 401 });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
