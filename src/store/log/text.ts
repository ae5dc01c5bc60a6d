/** A text as UTF-8 in memory that all threads see: none of them has to copy it for another. */
export interface SharedText {
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  readonly start: number;
  readonly end: number;
}

/** The JSON of an event on its way into the log. */
export type Text = string | SharedText;

/** Texts side by side in shared memory. */
export interface SharedTexts {
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Where each of them ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** Puts texts into shared memory. */
export function shareTexts(texts: readonly string[]): SharedTexts {
  const all = texts.join('');
  const size = Buffer.byteLength(all);
  const isAscii = size === all.length;
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  asBuffer(bytes).write(all);
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (const [index, text] of texts.entries()) {
    end += isAscii ? text.length : Buffer.byteLength(text);
    ends[index] = end;
  }
  return { bytes, ends };
}

/** The one of them at an index. */
export function textAt({ bytes, ends }: SharedTexts, index: number): SharedText {
  return { bytes, start: index === 0 ? 0 : ends[index - 1]!, end: ends[index]! };
}

/** A text as a string; of a shared one that is made anew each time. */
export function asString(text: Text): string {
  return typeof text === 'string' ? text : asBuffer(text.bytes).toString('utf8', text.start, text.end);
}

/** About how much memory a text takes: characters or bytes. */
export function sizeOf(text: Text): number {
  return typeof text === 'string' ? text.length : text.end - text.start;
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array<SharedArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
