import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AutomationError } from '../errors.ts';

/** Turns secrets into texts that may be stored, and back. */
export interface Cipher {
  /** Encrypts a text; the same text gives another result each time. */
  encrypt(text: string): string;
  /**
   * Decrypts what {@link Cipher.encrypt} made.
   *
   * @throws AutomationError `secret_unreadable` when it was altered or its key is not among the known ones
   */
  decrypt(stored: string): string;
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a fresh random IV for each text. The stored form is `v1:<key id>:<base64url of IV, tag and text>`;
 * the key id (8 hex digits of the key's hash) finds the right key after a rotation and is authenticated with the text.
 *
 * @param keys - 32 bytes each: the first encrypts, all of them decrypt
 * @throws AutomationError `encryption_key_invalid` without keys or with one of another length
 */
export function createCipher(keys: readonly Buffer[]): Cipher {
  const known = new Map(keys.map((key) => [keyId(key), key]));
  const current = keys[0];
  if (current === undefined || keys.some((key) => key.length !== 32)) {
    throw new AutomationError('encryption_key_invalid', 'An encryption key must have 32 bytes');
  }
  const currentPrefix = `${VERSION}:${keyId(current)}`;
  return {
    encrypt: (text) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current, iv).setAAD(Buffer.from(currentPrefix));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${currentPrefix}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    decrypt: (stored) => {
      const [version, id, encoded, ...rest] = stored.split(':');
      if (version !== VERSION || id === undefined || encoded === undefined || rest.length > 0) {
        throw unreadable('it is not in a known format');
      }
      const key = known.get(id);
      if (key === undefined) throw unreadable(`its key (${id}) is not among AUTOMATIONS_ENCRYPTION_KEY`);
      return open(key, `${VERSION}:${id}`, Buffer.from(encoded, 'base64url'));
    },
  };
}

function open(key: Buffer, prefix: string, sealed: Buffer): string {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw unreadable('it is too short');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(prefix));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = sealed.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw unreadable('it was altered', cause);
  }
}

function keyId(key: Buffer): string {
  return createHash('sha256').update('temporal-automations key id').update(key).digest('hex').slice(0, 8);
}

function unreadable(why: string, cause?: unknown): AutomationError {
  return new AutomationError('secret_unreadable', `A stored secret cannot be read: ${why}`, { cause });
}
