import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { AutomationError } from '../errors.ts';
import { createCipher, type Cipher } from './cipher.ts';

/**
 * Reads a comma-separated list of keys, each 32 bytes in hex, base64 or base64url.
 *
 * @throws AutomationError `encryption_key_invalid`; the message never holds the key
 */
export function parseKeys(text: string): Buffer[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, index) => {
      const key = /^[0-9a-f]{64}$/i.test(part) ? Buffer.from(part, 'hex') : fromBase64(part);
      if (key?.length !== 32) {
        throw new AutomationError(
          'encryption_key_invalid',
          `key ${index + 1} is not 32 bytes in base64 or hex (make one with: openssl rand -base64 32)`,
        );
      }
      return key;
    });
}

/**
 * Makes the cipher for stored secrets.
 *
 * @param dataDir - where `encryption.key` lies; it is made (mode 0600) when it is needed and absent
 * @param configured - the value of `AUTOMATIONS_ENCRYPTION_KEY`; then no file is read or made
 * @throws AutomationError `encryption_key_invalid`
 */
export function loadCipher(dataDir: string, configured?: string): Cipher {
  if (configured !== undefined) return createCipher(parseKeys(configured));
  const file = join(dataDir, 'encryption.key');
  try {
    return createCipher(parseKeys(readOrCreate(dataDir, file)));
  } catch (cause) {
    if (!(cause instanceof AutomationError)) throw cause;
    throw new AutomationError(cause.code, `${file}: ${cause.message}`, { cause });
  }
}

function readOrCreate(dataDir: string, file: string): string {
  const existing = readIfPresent(file);
  if (existing !== undefined) return existing;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // Written whole and on disk before it gets its name: a crash must not leave half a key, and of two processes
  // that start at once only one may win, since secrets under the loser's key would be lost.
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function fromBase64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
