import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { History } from './histories.ts';
import { historyFromText } from './history-json.ts';

/** Where `scripts/record-histories.ts` writes: a folder for each version that was released. */
export const HISTORIES = join(import.meta.dirname, '..', 'histories');

/** A history that a version of the workflows has written. */
export interface RecordedHistory {
  /** `<version>/<name>` */
  readonly name: string;
  readonly history: History;
}

/** Reads all recorded histories. */
export function recordedHistories(): RecordedHistory[] {
  return readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.json(\.gz)?$/.test(file))
    .sort()
    .map((file) => {
      const content = readFileSync(join(HISTORIES, file));
      const text = file.endsWith('.gz') ? gunzipSync(content) : content;
      return {
        name: file.replace(/\.json(\.gz)?$/, ''),
        history: historyFromText(text.toString()),
      };
    });
}
