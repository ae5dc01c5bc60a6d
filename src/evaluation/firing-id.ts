import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * A name-based UUID (version 5, RFC 9562). Written on a pure hash, since workflows have no `node:crypto`.
 *
 * @param name what is to be identified
 * @param namespace the UUID under which the name is unique
 * @returns the same UUID for the same arguments, everywhere
 * @throws when `namespace` is no UUID
 */
export function uuidV5(name: string, namespace: string): string {
  const hash = sha1(
    new Uint8Array([...hexToBytes(namespace.replaceAll('-', '')), ...utf8ToBytes(name)]),
  ).slice(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = bytesToHex(hash);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The id of a firing: the n-th one that an automation decided on after taking in the entry `seq` of the log. Whoever
 * evaluates the same log gets the same id, so that a firing that is decided again after a crash is recognised. The partitions of
 * an automation count for themselves.
 */
export function firingId(automationId: string, seq: number, n: number, partition = 0): string {
  const name = partition === 0 ? `firing/${seq}/${n}` : `firing/${seq}/${n}/${partition}`;
  return uuidV5(name, automationId);
}
