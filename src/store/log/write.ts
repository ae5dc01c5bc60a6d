import { sql, type Transaction } from 'kysely';
import type { Backend } from '../backends/backend.ts';
import type { Database, LogTable } from '../schema.ts';
import { toMicrosecond } from '../time.ts';
import type { Draft } from './draft.ts';
import { writtenEntry } from './entry.ts';
import type { Head } from './head.ts';
import { FOLLOWER_PATIENCE, sequence, type HeldEvent, type Plan } from './sequence.ts';
import type { TailEntry } from './tail.ts';

const IDS_A_QUERY = 400;

/**
 * One write transaction, the append lock held: the only way to change anything. Whatever it appends gets the
 * same `at`, and is there if and only if the rest of the transaction is.
 */
export class Write {
  readonly trx: Transaction<Database>;
  /** Epoch ms, never before an entry that is there already. */
  readonly at: number;
  /** The clock's reading, epoch ms: for what has no place in the log. */
  readonly now: number;
  readonly #backend: Backend;
  readonly #before: Head;
  #head: Head;
  /** What got a place here, with its rows; null when some of it was written by an earlier transaction, or undone. */
  #written: { row: LogTable; draft: Draft }[] | null = [];

  private constructor(backend: Backend, trx: Transaction<Database>, head: Head, now: number) {
    this.#backend = backend;
    this.trx = trx;
    this.now = toMicrosecond(now);
    this.at = Math.max(head.at, this.now);
    this.#before = head;
    this.#head = head;
  }

  /** Takes the append lock and begins. */
  static async begin(backend: Backend, trx: Transaction<Database>): Promise<Write> {
    const { head, now } = await backend.lockHead(trx);
    return new Write(backend, trx, head, now);
  }

  /** The head as it is now, what was appended in this transaction included. */
  get head(): Readonly<Head> {
    return this.#head;
  }

  /** `at` of the newest entry before this transaction, epoch ms; 0 when there is none. */
  get previousAt(): number {
    return this.#before.at;
  }

  /** Puts the head back, after what was appended since has been rolled back. */
  rewind(head: Readonly<Head>): void {
    this.#head = head;
    this.#written = null;
  }

  /** The last seq before this transaction. */
  get previousSeq(): number {
    return this.#before.seq;
  }

  /** The entries that got a place, in order; null when they are not all known here. */
  get entries(): TailEntry[] | null {
    if (this.#written === null) return null;
    const placed = this.#written.filter(({ row }) => row.seq > 0).sort((a, b) => a.row.seq - b.row.seq);
    return placed.map(({ row, draft }) => ({
      entry: writtenEntry(row, draft),
      characters: row.body?.length ?? 0,
    }));
  }

  /** Whether anything was appended. */
  get appended(): boolean {
    return this.#head.seq !== this.#before.seq || this.#head.heldNumber !== this.#before.heldNumber;
  }

  /** Appends entries in the order given; answers what became of them. */
  async append(drafts: readonly Draft[]): Promise<Plan> {
    const ids = drafts.flatMap((draft) => (draft.kind === 'event' ? idsOf(draft) : []));
    const places = await this.#backend.places(this.trx, ids);
    const overdue = await this.#overdue();
    const held = await this.#heldBehind([...ids, ...overdue.map((event) => event.id)], overdue);
    const plan = sequence(this.#head, this.at, drafts, { places, held, overdue });
    await this.#backend.insertLog(this.trx, plan.inserts);
    for (const release of plan.releases) {
      await this.trx
        .updateTable('log')
        .set({
          seq: release.seq,
          at: release.at,
          lag: release.lag,
          reached: release.reached,
          shown: release.shown,
        })
        .where('seq', '=', release.from)
        .execute();
      this.#backend.eventIds?.stage(release.id, release.seq);
    }
    if (plan.releases.length > 0) this.#written = null;
    for (const [index, row] of plan.inserts.entries())
      this.#written?.push({ row, draft: plan.sources[index]! });
    this.#head = plan.head;
    return plan;
  }

  /** Appends an entry that is no event; answers its place. */
  async mark(
    kind: 'control' | 'barrier' | 'online',
    automationId: string | null,
    body: unknown,
  ): Promise<number> {
    await this.append([{ kind, automationId, body: body === null ? null : JSON.stringify(body) }]);
    return this.#head.seq;
  }

  /** Lets nothing be appended at an earlier time than `at`, even if the clock should step back. */
  settle(): void {
    this.#head = { ...this.#head, at: this.at };
  }

  /** Writes the head and tells other processes, if there is anything to tell. */
  async finish(): Promise<void> {
    const head = this.#head;
    if (head === this.#before) return;
    await this.trx
      .updateTable('log_head')
      .set({
        seq: head.seq,
        at: head.at,
        lag: head.lag,
        reached: head.reached,
        clock: head.clock,
        held: head.held,
        held_number: head.heldNumber,
      })
      .where('id', '=', 1)
      .execute();
    if (!this.appended) return;
    this.#backend.eventIds?.carryOn();
    await this.#backend.announce(this.trx);
  }

  /** Held events whose patience is over, in the order of their release. */
  async #overdue(): Promise<HeldEvent[]> {
    if (this.#head.held === 0) return [];
    return this.trx
      .selectFrom('log')
      .select(['seq', 'id', 'follows', 'occurred'])
      .where(sql<boolean>`seq < 0`)
      .where('received', '<=', this.at - FOLLOWER_PATIENCE)
      .orderBy('received')
      .orderBy('occurred')
      .orderBy('seq', 'desc')
      .$castTo<HeldEvent>()
      .execute();
  }

  /** Everything that is held behind these events, directly or not, and what is held itself of `first`. */
  async #heldBehind(leaders: readonly string[], first: readonly HeldEvent[]): Promise<HeldEvent[]> {
    if (this.#head.held === 0) return [];
    const found = new Map(first.map((event) => [event.id, event]));
    let next = [...new Set(leaders)];
    while (next.length > 0) {
      const wanted = next.splice(0, IDS_A_QUERY);
      const rows = await this.trx
        .selectFrom('log')
        .select(['seq', 'id', 'follows', 'occurred'])
        .where(sql<boolean>`seq < 0`)
        .where('follows', 'in', wanted)
        .$castTo<HeldEvent>()
        .execute();
      const unseen = rows.filter((row) => !found.has(row.id));
      for (const row of unseen) found.set(row.id, row);
      next = next.concat(unseen.map((row) => row.id));
    }
    return [...found.values()];
  }
}

function idsOf(draft: { readonly id: string; readonly follows: string | null }): string[] {
  return draft.follows === null ? [draft.id] : [draft.id, draft.follows];
}
