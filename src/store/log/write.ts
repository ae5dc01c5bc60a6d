import type { Transaction } from 'kysely';
import type { Backend } from '../backends/backend.ts';
import type { Database } from '../schema.ts';
import { toMicrosecond } from '../time.ts';
import { Appended } from './appended.ts';
import type { Draft } from './draft.ts';
import type { Head } from './head.ts';
import { planAppend } from './plan.ts';
import type { Plan } from './sequence.ts';

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
  /** What was appended here. */
  readonly appended: Appended;
  readonly #backend: Backend;
  readonly #before: Head;
  #head: Head;

  private constructor(backend: Backend, trx: Transaction<Database>, head: Head, now: number) {
    this.#backend = backend;
    this.trx = trx;
    this.now = toMicrosecond(now);
    this.at = Math.max(head.at, this.now);
    this.#before = head;
    this.#head = head;
    this.appended = new Appended(head.seq);
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
    this.appended.spoil();
  }

  /** Whether anything was appended. */
  get hasAppended(): boolean {
    return this.#head.seq !== this.#before.seq || this.#head.heldNumber !== this.#before.heldNumber;
  }

  /** Appends entries in the order given; answers what became of them. */
  async append(drafts: readonly Draft[]): Promise<Plan> {
    const plan = await planAppend(this.#backend, this.trx, this.#head, this.at, drafts);
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
    this.appended.add(plan);
    this.#head = plan.head;
    return plan;
  }

  /** Whether the log has an event with this id, held ones and those of this transaction included. */
  async has(eventId: string): Promise<boolean> {
    return (await this.#backend.places(this.trx, [eventId.toLowerCase()])).size > 0;
  }

  /** Appends a barrier for an automation, or for one of its partitions; answers its place. */
  barrier(automationId: string, partition: number): Promise<number> {
    return this.mark('barrier', automationId, partition === 0 ? null : { partition });
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
    if (!this.hasAppended) return;
    this.#backend.carryIdsOn();
    await this.#backend.announce(this.trx);
  }
}
