import { setTimeout } from 'node:timers/promises';
import type { Automation } from '../../schemas/automations.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import type { Tail } from '../log/tail.ts';
import type { Meta } from '../meta/meta-store.ts';
import { removeRunCauses } from '../run-causes/run-cause-store.ts';
import { removeEndedFlowRuns } from './old-flow-runs.ts';
import { removeFirings } from './old-firings.ts';
import { removeLogRows, type RemovedChunk } from './old-log-rows.ts';
import { removeSnapshots } from './old-snapshots.ts';
import { removeVersions } from './old-versions.ts';

const HOUR_MS = 3_600_000;
/** How much longer firings stay that have a dead letter, in ms: 30 days. */
const DEAD_LETTERS_MS = 30 * 24 * HOUR_MS;
/** Between two chunks, in ms: others write as well. */
const PAUSE_MS = 5;

/** How many rows retention removed. */
export interface RetentionCounts {
  readonly entries: number;
  readonly firings: number;
  readonly versions: number;
  readonly snapshots: number;
  readonly flowRuns: number;
  /** What is older than this (epoch ms) could go. */
  readonly horizon: number;
}

/** Retention: what nobody can need any more is removed. */
export interface Retention {
  /**
   * Removes what was received longer ago than `olderThanMs`, or than the longest window of any automation and an hour,
   * whichever is longer. What is not evaluated yet stays, whatever its age, and so do held events and the events and
   * definitions of firings that have not ended; dead letters stay 30 days longer. While no worker is there, and until the workflows have caught up after
   * that, age counts from when one was last there. A failure is thrown, after which another run goes on.
   */
  run(options: { readonly olderThanMs: number }): Promise<RetentionCounts>;
}

/** Retention over a database, in chunks that each are a transaction of their own. */
export function createRetention(backend: Backend, queue: CommitQueue, meta: Meta, tail: Tail): Retention {
  return {
    async run({ olderThanMs }) {
      const keep = Math.max(olderThanMs, (await longestWindow(backend)) + HOUR_MS);
      const horizon = Math.min(await backend.now(), await meta.workers.evaluatedUntil()) - keep;
      const evaluated = await meta.dispatcherPosition();
      const firings = await repeat(() => removeFirings(queue, horizon, horizon - DEAD_LETTERS_MS));
      const entries = await removeEntries(queue, horizon, evaluated);
      if (entries > 0) tail.clear();
      await removeEventIds(backend, queue);
      const versions = await repeat(() => removeVersions(queue, horizon, evaluated));
      const snapshots = await removeSnapshots(queue, horizon);
      const flowRuns = await repeat(() => removeEndedFlowRuns(queue, horizon));
      await repeat(() => removeRunCauses(queue, horizon));
      return { entries, firings, versions, snapshots, flowRuns, horizon };
    },
  };
}

async function removeEntries(queue: CommitQueue, horizon: number, evaluated: number): Promise<number> {
  let total = 0;
  for (let after: number | null = 0; after !== null;) {
    const { removed, next }: RemovedChunk = await removeLogRows(queue, after, horizon, evaluated);
    total += removed;
    after = next;
    await setTimeout(PAUSE_MS);
  }
  return total;
}

/** Event ids stand apart from the log over SQLite. */
async function removeEventIds({ eventIds }: Backend, queue: CommitQueue): Promise<void> {
  if (eventIds === null) return;
  while (await queue.run(() => Promise.resolve(eventIds.forget()))) await setTimeout(PAUSE_MS);
}

/** Removes chunk after chunk; a chunk answers how many rows it removed, 0 when there is nothing left. */
async function repeat(removeChunk: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = await removeChunk();
    if (removed === 0) return total;
    total += removed;
    await setTimeout(PAUSE_MS);
  }
}

/** The longest `within` of any automation that there is, in ms. */
async function longestWindow({ db }: Backend): Promise<number> {
  let longest = 0;
  let after = '';
  for (;;) {
    const rows = await db
      .selectFrom('automations')
      .select(['id', 'body'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(200)
      .execute();
    for (const row of rows) {
      longest = Math.max(longest, windowOf((JSON.parse(row.body) as Automation).trigger));
      after = row.id;
    }
    if (rows.length < 200) return longest * 1000;
  }
}

/** In seconds: a window within a window may begin as early as both together. */
function windowOf(trigger: Automation['trigger']): number {
  if (trigger.type === 'metric') return trigger.metric.range + trigger.metric.firing_for;
  const own = trigger.within ?? 0;
  if (trigger.type === 'event') return own;
  return own + Math.max(0, ...trigger.triggers.map(windowOf));
}
