import type { EventRef } from './firing.ts';

/**
 * Short forms of strings with UUIDs in them. The state is carried over when a workflow continues as new, and a
 * payload may not pass 2 MB: 22 characters in place of 36 are thousands of windows more.
 */
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const WHOLE_UUID = new RegExp(`^${UUID.source}$`);
const PACKED = /~(~|[\w-]{22})/g;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function packUuid(uuid: string): string {
  const hex = `${uuid.replaceAll('-', '')}0`;
  let packed = '';
  for (let i = 0; i < 33; i += 3) {
    const bits = parseInt(hex.slice(i, i + 3), 16);
    packed += DIGITS.charAt(bits >> 6) + DIGITS.charAt(bits & 63);
  }
  return packed;
}

function unpackUuid(packed: string): string {
  let hex = '';
  for (let i = 0; i < 22; i += 2) {
    const bits = (DIGITS.indexOf(packed.charAt(i)) << 6) | DIGITS.indexOf(packed.charAt(i + 1));
    hex += bits.toString(16).padStart(3, '0');
  }
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** Any text with the UUIDs in it shortened; `unpackText` gives the same text back. */
export function packText(text: string): string {
  if (text.length < 36 && !text.includes('~')) return text;
  return text.replaceAll('~', '~~').replace(UUID, (uuid) => `~${packUuid(uuid)}`);
}

/** The inverse of `packText`. */
export function unpackText(packed: string): string {
  if (!packed.includes('~')) return packed;
  return packed.replace(PACKED, (_, code: string) => (code === '~' ? '~' : unpackUuid(code)));
}

/** A reference to an event, whose id is most often a UUID, as one short string. */
export function packEvent(event: EventRef): string {
  const id = WHOLE_UUID.test(event.id) ? packUuid(event.id) : `!${event.id}`;
  return `${event.seq.toString(36)}.${id}`;
}

/** The inverse of `packEvent`. */
export function unpackEvent(packed: string): EventRef {
  const dot = packed.indexOf('.');
  const id = packed.slice(dot + 1);
  return { id: id.startsWith('!') ? id.slice(1) : unpackUuid(id), seq: parseInt(packed.slice(0, dot), 36) };
}
