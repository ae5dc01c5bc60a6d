import { setImmediate, setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { AutomationError } from '../errors.ts';
import type { Backend } from './backends/backend.ts';
import { joinBatches, putBatches, type Batch } from './batch.ts';
import { appendApart } from './log/append-apart.ts';
import type { Appended } from './log/appended.ts';
import { sizeOf } from './log/text.ts';
import { Write } from './log/write.ts';
import { WriterGone } from './log-writer/log-writer.ts';

/** A commit takes no more jobs once it holds this many rows or bytes: longer ones would keep the event loop busy. */
const MAX_ROWS = 2_000;
const MAX_BYTES = 4 * 1024 * 1024;
/** Batches of so many rows are not committed together with other work: that would have them written on this thread. */
const ROWS_APART = 200;
/** What other work counts for. */
const ROWS_OF_WORK = 10;
/** Transient failures are tried again for this long (ms), then they are the caller's. */
const PATIENCE = 30_000;

/** What one caller wants written. */
interface Job {
  readonly work: Batch | ((write: Write) => Promise<unknown>);
  readonly rows: number;
  readonly bytes: number;
  /** Whether doing it again after a commit of unknown outcome does no harm. */
  readonly idempotent: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** How a job may be handled. */
export interface JobOptions {
  /** Whether the work may be done a second time when nobody knows if the first commit went through; false when absent. */
  readonly idempotent?: boolean;
}

/**
 * Group commit: whatever waits when the writer gets free goes into one transaction, in the order of submission.
 * An idle queue starts at once; under load the groups grow by themselves. A job that fails spoils no other.
 */
export class CommitQueue {
  readonly #backend: Backend;
  readonly #committed: (appended: Appended) => void;
  readonly #jobs: Job[] = [];
  #writer: Promise<void> | undefined;
  #closed = false;

  /** @param committed is called after each commit that appended to the log, with what it appended. */
  constructor(backend: Backend, committed: (appended: Appended) => void) {
    this.#backend = backend;
    this.#committed = committed;
  }

  /** Puts a batch on record; resolves once it is on disk. Neighbouring batches become one. */
  async put(batch: Batch): Promise<void> {
    const { events, firings, actions, positions } = batch;
    const rows = events.length + firings.length + actions.length + positions.length;
    if (rows === 0) return;
    const bytes = events.reduce((sum, draft) => sum + sizeOf(draft.body), 0);
    await this.#submit(batch, rows, bytes, { idempotent: true });
  }

  /** Runs work in a write transaction, perhaps more than once: it must have no other effects than the transaction's. */
  run<T>(work: (write: Write) => Promise<T>, options: JobOptions = {}): Promise<T> {
    return this.#submit(work, ROWS_OF_WORK, 0, options) as Promise<T>;
  }

  /** Finishes what was submitted and takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writer;
  }

  #submit(work: Job['work'], rows: number, bytes: number, options: JobOptions): Promise<unknown> {
    if (this.#closed) {
      return Promise.reject(new AutomationError('store_closed', 'The store is closed', { httpStatus: 503 }));
    }
    return new Promise((resolve, reject) => {
      this.#jobs.push({ work, rows, bytes, idempotent: options.idempotent ?? false, resolve, reject });
      this.#writer ??= this.#drain().finally(() => (this.#writer = undefined));
    });
  }

  async #drain(): Promise<void> {
    // Once around the microtask queue, so that what is submitted in one go is one group.
    await Promise.resolve();
    while (this.#jobs.length > 0) {
      await this.#commitGroup(this.#takeGroup());
      await setImmediate();
    }
  }

  #takeGroup(): Job[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    const [first] = this.#jobs;
    for (const job of this.#jobs) {
      if (count > 0 && (rows >= MAX_ROWS || bytes >= MAX_BYTES)) break;
      const isLikeFirst = isBatch(job) === isBatch(first!);
      if (!isLikeFirst && (isBatch(job) ? job.rows : rows) >= ROWS_APART) break;
      rows += job.rows;
      bytes += job.bytes;
      count += 1;
    }
    return this.#jobs.splice(0, count);
  }

  async #commitGroup(group: readonly Job[]): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    let jobs = group;
    let careful = false;
    for (let delay = 20; jobs.length > 0;) {
      const attempt = new Attempt(this.#backend, jobs, careful);
      try {
        await attempt.run();
        if (attempt.appended !== null) this.#committed(attempt.appended);
        attempt.settle();
        return;
      } catch (error) {
        if (!this.#backend.isTransient(error)) {
          // Nobody knows yet whose fault it is: alone, or each behind a savepoint of its own, it will show.
          if (jobs.length === 1 || careful) return jobs.forEach((job) => job.reject(error));
          careful = true;
          continue;
        }
        const lost = attempt.committing ? jobs.filter((job) => !job.idempotent) : [];
        const late = performance.now() > deadline ? jobs : lost;
        for (const job of late) job.reject(unavailable(error));
        jobs = jobs.filter((job) => !late.includes(job));
        await setTimeout(delay);
        delay = Math.min(delay * 2, 1_000);
      }
    }
  }
}

/** One try to commit a group. */
class Attempt {
  readonly #backend: Backend;
  readonly #jobs: readonly Job[];
  readonly #careful: boolean;
  readonly #outcomes = new Map<Job, { readonly value: unknown } | { readonly error: unknown }>();
  /** What was appended to the log, if anything was. */
  appended: Appended | null = null;
  /** True from the moment at which the commit was sent: after that a lost connection tells nothing. */
  committing = false;

  constructor(backend: Backend, jobs: readonly Job[], careful: boolean) {
    this.#backend = backend;
    this.#jobs = jobs;
    this.#careful = careful;
  }

  async run(): Promise<void> {
    // In this order: a new writer may come with new event ids.
    const { writer } = this.#backend;
    const { eventIds } = this.#backend;
    try {
      const batches = this.#careful || writer === null ? null : batchesOnly(this.#jobs);
      if (writer === null || batches === null) await this.#transaction();
      else this.appended = await appendApart(this.#backend, writer, joinBatches(batches));
    } catch (error) {
      // Of what a thread that is gone has left nobody knows; the next one comes with ids that are read from the file.
      if (!(error instanceof WriterGone)) eventIds?.rolledBack();
      throw error;
    }
    eventIds?.committed();
  }

  async #transaction(): Promise<void> {
    await this.#backend.db.transaction().execute(async (trx) => {
      const write = await Write.begin(this.#backend, trx);
      for (const step of this.#careful ? this.#jobs.map((job) => [job]) : mergeBatches(this.#jobs)) {
        if (this.#careful) await this.#guarded(write, step);
        else await this.#perform(write, step);
      }
      await write.finish();
      if (write.hasAppended) this.appended = write.appended;
      this.committing = true;
    });
  }

  /** Tells the callers. */
  settle(): void {
    for (const job of this.#jobs) {
      const outcome = this.#outcomes.get(job);
      if (outcome !== undefined && 'error' in outcome) job.reject(outcome.error);
      else job.resolve(outcome?.value);
    }
  }

  async #perform(write: Write, jobs: readonly Job[]): Promise<void> {
    const [first] = jobs;
    if (first === undefined) return;
    if (typeof first.work === 'function') {
      this.#outcomes.set(first, { value: await first.work(write) });
    } else {
      await putBatches(
        write,
        jobs.flatMap((job) => (typeof job.work === 'function' ? [] : [job.work])),
      );
    }
  }

  async #guarded(write: Write, jobs: readonly Job[]): Promise<void> {
    const head = write.head;
    const staged = this.#backend.eventIds?.staged ?? 0;
    await savepoint(write, 'savepoint job');
    try {
      await this.#perform(write, jobs);
    } catch (error) {
      if (this.#backend.isTransient(error)) throw error;
      await savepoint(write, 'rollback to savepoint job');
      write.rewind(head);
      this.#backend.eventIds?.unstage(staged);
      for (const job of jobs) this.#outcomes.set(job, { error });
    }
    await savepoint(write, 'release savepoint job');
  }
}

/** The batches of jobs that are nothing else; null when one is. */
function isBatch({ work }: Job): boolean {
  return typeof work !== 'function';
}

function batchesOnly(jobs: readonly Job[]): Batch[] | null {
  const batches: Batch[] = [];
  for (const { work } of jobs) {
    if (typeof work === 'function') return null;
    batches.push(work);
  }
  return batches;
}

/** Neighbouring batches are one: fewer statements, and nothing else can tell the difference. */
function mergeBatches(jobs: readonly Job[]): Job[][] {
  const steps: Job[][] = [];
  for (const job of jobs) {
    const last = steps.at(-1);
    const mergeable = typeof job.work !== 'function' && typeof last?.[0]?.work === 'object';
    if (last !== undefined && mergeable) last.push(job);
    else steps.push([job]);
  }
  return steps;
}

async function savepoint(write: Write, command: string): Promise<void> {
  await sql.raw(command).execute(write.trx);
}

function unavailable(cause: unknown): AutomationError {
  return new AutomationError('store_unavailable', 'The database cannot be reached', {
    httpStatus: 503,
    retryable: true,
    cause,
  });
}
