import type { IdChunk } from '../event-ids/event-ids.ts';
import type { FiringChanges } from '../firings/firing-changes.ts';
import type { NewRow } from '../log/draft.ts';
import type { Head } from '../log/head.ts';
import type { Release } from '../log/sequence.ts';
import type { Position } from '../meta/positions.ts';
import type { PackedRows } from './packed-rows.ts';

/** All that a commit of events and firings does to a SQLite file. */
export interface LogChanges {
  readonly packed: PackedRows;
  /** Rows that are not like most. */
  readonly others: readonly NewRow[];
  readonly releases: readonly Release[];
  readonly head: Head;
  readonly ids: IdChunk | null;
  readonly firings: FiringChanges | null;
  readonly positions: readonly Position[];
}

/** What the writer's thread is asked. */
export interface WriterRequest {
  readonly number: number;
  readonly changes: LogChanges;
}

/** What it answers when the commit is on disk, or nothing of it is. */
export interface WriterAnswer {
  readonly number: number;
  readonly error?: { readonly message: string; readonly code: string };
}
