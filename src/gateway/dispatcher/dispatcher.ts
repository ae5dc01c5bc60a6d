import type { Logger } from 'pino';
import type { Log, LogEntry } from '../../store/log.ts';
import { automationWorkflowId } from '../../../workflows/names.ts';
import type { Delivery } from '../../store/delivery.ts';
import { Ahead, type ActsAhead } from './ahead.ts';
import { Outbox, type SendBatch } from './outbox.ts';
import { Router, type RouterStore } from './router.ts';
import type { LookAtRun } from './signal-backlog.ts';
import { Slots } from './slots.ts';
import { StartTurns } from './start-turns.ts';

/** What the dispatcher needs of the store. */
export interface DispatcherStore extends RouterStore {
  readonly log: Log;
  readonly meta: {
    dispatcherPosition(): Promise<number>;
    setDispatcherPosition(seq: number): Promise<void>;
  };
  /** Where the workers of this process look what has been told; null or absent when there may be others. */
  readonly delivery?: Delivery | null;
}

export interface DispatcherOptions {
  readonly store: DispatcherStore;
  readonly send: SendBatch;
  /** Looks whether a workflow keeps up with its signals; none is kept back when absent. */
  readonly lookAtRun?: LookAtRun;
  /**
   * Carries out actions ahead of the workflows: only where one process has both the dispatcher and the worker, and no
   * other has either. Never when absent.
   */
  readonly ahead?: ActsAhead | undefined;
  readonly logger: Logger;
  /** Automations that may trigger each other in a row. */
  readonly chainDepth: number;
  /** How often in ten minutes an automation may fire on what it has caused itself; 0: any number. */
  readonly loopFirings: number;
  /** How often the position is put on record, in ms; 500 when absent. A crash repeats the signals since then. */
  readonly saveEveryMs?: number;
}

/** Entries read from the log at once. */
const READ_ENTRIES = 1_000;

/** Items that may wait to be acknowledged before reading stops. */
const WAITING_ITEMS = 50_000;

/** Signals in flight to all workflows together: with more of them Temporal gets no faster, and batches stay smaller. */
const SIGNALS_IN_FLIGHT = 64;

/** Between two savings of the position: each is a commit, and waits for the disk. */
const SAVE_MS = 500;

/** A look at the log even if nobody said that there's something new. */
const POLL_MS = 1_000;

/**
 * Reads the log in order and tells each automation what concerns it. Its durable position only passes what has been
 * acknowledged by Temporal, so a crash repeats some signals (the workflows drop those) and loses none.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #router: Router;
  readonly #outboxes = new Map<string, Outbox>();
  readonly #slots = new Slots(SIGNALS_IN_FLIGHT);
  readonly #starts = new StartTurns();
  readonly #ahead: Ahead | undefined;
  #cursor = 0;
  #saved = 0;
  #waiting = 0;
  #stopped = false;
  #wake: () => void = () => {};
  #work: Promise<void> = Promise.resolve();
  #lastError = '';

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#ahead =
      options.ahead &&
      new Ahead({
        worker: options.ahead,
        onError: (error) =>
          this.#report(error, 'actions could not be carried out ahead; the workflow does it'),
      });
    this.#router = new Router({
      store: options.store,
      chainDepth: options.chainDepth,
      loopFirings: options.loopFirings,
      push: (automationId, item, partition, ahead) => this.#push(automationId, item, partition, ahead),
      ahead: this.#ahead,
      onChainCut: (automation, { event, depth }, paused) =>
        options.logger.warn({ automation, event: event.id, depth, paused }, 'chain of automations cut'),
      onRestless: (automation, { event }) =>
        options.logger.warn({ automation, event: event.id }, 'automation paused: it fires on what it causes'),
    });
  }

  /** Loads the index as of the durable position and begins to read. */
  async start(): Promise<void> {
    const { store, logger } = this.#options;
    this.#cursor = this.#saved = await store.meta.dispatcherPosition();
    await this.#router.load(this.#cursor);
    store.delivery?.begin(this.#cursor);
    logger.info({ position: this.#cursor, automations: this.#router.size }, 'dispatcher started');
    const unsubscribe = store.log.onAppend(() => this.#wake());
    const saving = setInterval(() => void this.#save(), this.#options.saveEveryMs ?? SAVE_MS);
    this.#work = this.#run().finally(() => {
      unsubscribe();
      clearInterval(saving);
    });
  }

  /** Everything up to here has been acknowledged by the workflows it concerns. */
  get settled(): number {
    let settled = this.#cursor;
    for (const outbox of this.#outboxes.values()) {
      const first = outbox.firstUnsettled;
      if (first !== null && first <= settled) settled = first - 1;
    }
    return settled;
  }

  /** Workflows that have been told of something and may be told of more. */
  get workflows(): number {
    return this.#outboxes.size;
  }

  /** Items read from the log but not acknowledged yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Resolves when it has stopped reading and its position is saved. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const ahead = this.#ahead?.stop();
    this.#options.store.delivery?.end();
    this.#wake();
    for (const outbox of this.#outboxes.values()) outbox.stop();
    await this.#work;
    await ahead;
    await this.#save();
  }

  async #run(): Promise<void> {
    const { log } = this.#options.store;
    while (!this.#stopped) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      try {
        let entries: LogEntry[] = [];
        if (this.#waiting < WAITING_ITEMS) {
          entries = await log.read(this.#cursor, READ_ENTRIES);
          for (const entry of entries) {
            // Nearly all entries of a busy log concern nobody, and each wait costs.
            const routing = this.#router.route(entry);
            if (routing !== undefined) await routing;
            this.#cursor = entry.seq;
            this.#options.store.delivery?.routed(entry.seq);
          }
        }
        if (entries.length === 0) await Promise.race([woken, delay(POLL_MS)]);
      } catch (error) {
        this.#report(error, 'the dispatcher could not read the log; trying again');
        await delay(POLL_MS);
      }
    }
  }

  #push(automationId: string, item: Parameters<Outbox['push']>[0], partition: number, ahead = false): void {
    const workflowId = automationWorkflowId(automationId, partition);
    let outbox = this.#outboxes.get(workflowId);
    if (!outbox) {
      const { lookAtRun } = this.#options;
      outbox = new Outbox(automationId, {
        send: (id, items, how) => this.#options.send(id, items, { ...how, partition }),
        lookAtRun: lookAtRun && ((id) => lookAtRun(id, partition)),
        slots: this.#slots,
        starts: this.#starts,
        onSettled: (items) => this.#settle(workflowId, automationId, items),
        onError: (error) => this.#report(error, 'a signal could not be sent; trying again'),
      });
      this.#outboxes.set(workflowId, outbox);
    }
    this.#waiting += 1;
    this.#options.store.delivery?.tell(workflowId, item.seq);
    outbox.push(item, ahead);
  }

  #settle(workflowId: string, automationId: string, items: number): void {
    // What is deleted needs no outbox any more once it has been told.
    const isGone = !this.#router.has(automationId);
    if (isGone && this.#outboxes.get(workflowId)?.firstUnsettled === null) this.#outboxes.delete(workflowId);
    const full = this.#waiting >= WAITING_ITEMS;
    this.#waiting -= items;
    if (full && this.#waiting < WAITING_ITEMS) this.#wake();
  }

  async #save(): Promise<void> {
    const { settled } = this;
    try {
      await this.#router.save();
      if (settled <= this.#saved) return;
      await this.#options.store.meta.setDispatcherPosition(settled);
      this.#saved = settled;
    } catch (error) {
      this.#report(error, 'the dispatcher could not save its position; trying again');
    }
  }

  /** Logs an error once until another one comes: a Temporal that is down for an hour is one line, not thousands. */
  #report(error: unknown, message: string): void {
    const text = error instanceof Error ? error.message : String(error);
    if (text === this.#lastError) return;
    this.#lastError = text;
    this.#options.logger.warn({ err: error }, message);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
