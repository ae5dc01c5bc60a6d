import type { Readable } from 'node:stream';

/** More of an answer is neither read nor kept. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Reads at most 64 KB of a response as UTF-8 text and drops the rest with its connection. A body that breaks off is
 * returned as far as it came: the status has been given, and repeating the call would repeat its effect.
 * A compressed body gives an empty text; nothing here asks for one.
 */
export async function readStart(body: Readable, headers: Readonly<Record<string, string>>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_BODY_BYTES) break;
    }
  } catch {
    // See above: what there is, is enough.
  }
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') return '';
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8');
}
