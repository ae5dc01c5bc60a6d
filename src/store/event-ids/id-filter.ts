/** Bits for one id: with four of them set for each, about one absent id in 200 looks as if it were there. */
const BITS_AN_ID = 16;
const BYTES_A_BLOCK = 64;

/**
 * Says of an event id that it is surely not there, or that it may be: a Bloom filter whose bits for one id are all in
 * one cache line. Ids are UUIDs in their usual form.
 */
export class IdFilter {
  readonly bytes: Uint8Array;
  readonly #blocks: number;

  /** @param source how many ids it is for, or the bytes of an earlier one */
  constructor(source: number | Uint8Array) {
    this.bytes =
      typeof source === 'number'
        ? new Uint8Array(Math.ceil((source * BITS_AN_ID) / 8 / BYTES_A_BLOCK) * BYTES_A_BLOCK)
        : source;
    this.#blocks = this.bytes.length / BYTES_A_BLOCK;
  }

  add(hash: IdHash): void {
    const start = (hash.high % this.#blocks) * BYTES_A_BLOCK;
    for (let shift = 0; shift < 32; shift += 9) {
      const bit = bitOf(hash.low, shift);
      this.bytes[start + (bit >>> 3)]! |= 1 << (bit & 7);
    }
  }

  mayHave(hash: IdHash): boolean {
    const start = (hash.high % this.#blocks) * BYTES_A_BLOCK;
    for (let shift = 0; shift < 32; shift += 9) {
      const bit = bitOf(hash.low, shift);
      if ((this.bytes[start + (bit >>> 3)]! & (1 << (bit & 7))) === 0) return false;
    }
    return true;
  }
}

/** Two numbers of 32 bits that stand for an id. */
export interface IdHash {
  readonly high: number;
  readonly low: number;
}

/** The ends of a UUID, where its random bits are, stirred: somebody's ids may be counted up. */
export function hashOf(id: string): IdHash {
  const end = hexAt(id, 28, 36) ^ ((hexAt(id, 19, 23) << 16) | hexAt(id, 24, 28));
  const start = hexAt(id, 0, 8);
  return { high: stir(end ^ Math.imul(start, 0x9e3779b1)), low: stir(start ^ Math.imul(end, 0x85ebca6b)) };
}

/** The number of 32 bits that stands in a part of an id. Each event has its id hashed: parsing texts takes several times as long. */
function hexAt(id: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const code = id.charCodeAt(index);
    // Digits, and the letters a to f.
    value = (value << 4) | (code < 58 ? code - 48 : code - 87);
  }
  return value;
}

/** The finisher of MurmurHash3: each bit of the input changes about half of the bits of the output. */
function stir(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Nine bits of a number, from `shift` on, going round at its end. */
function bitOf(value: number, shift: number): number {
  return ((value >>> shift) | (value << (32 - shift))) & 511;
}
