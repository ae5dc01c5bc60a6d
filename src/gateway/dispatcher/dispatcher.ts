import type { Logger } from 'pino';
import { uuidV5 } from '../../evaluation/firing-id.ts';
import type { ControlEntry, EventEntry, Log, LogEntry } from '../../store/log.ts';
import type { TriggerDefinition } from '../../triggers/index.ts';
import { Outbox, type SendBatch } from './outbox.ts';
import { barrierItem, controlItem, eventItem } from './to-item.ts';
import { TriggerIndex } from './trigger-index.ts';

/** What the dispatcher needs of the store. */
export interface DispatcherStore {
  readonly log: Log;
  readonly automations: {
    /** The automations that existed at that place of the log, as they were there. */
    stateAt(seq: number): Promise<{ id: string; version: number; enabled: boolean }[]>;
    version(id: string, version: number): Promise<{ name: string; trigger: TriggerDefinition } | null>;
  };
  readonly meta: {
    dispatcherPosition(): Promise<number>;
    setDispatcherPosition(seq: number): Promise<void>;
  };
}

export interface DispatcherOptions {
  readonly store: DispatcherStore;
  readonly send: SendBatch;
  readonly logger: Logger;
  /** Automations that may trigger each other in a row. */
  readonly chainDepth: number;
  /** How often the position is put on record, in ms. */
  readonly saveEveryMs?: number;
}

/** Says that a chain of automations triggering each other was cut. */
const CHAIN_CUT = 'prefect.automation.chain-cut';

/** Entries read from the log at once. */
const READ_ENTRIES = 1_000;

/** Items that may wait to be acknowledged before reading stops. */
const WAITING_ITEMS = 50_000;

/** A look at the log even if nobody said that there's something new. */
const POLL_MS = 1_000;

/**
 * Reads the log in order and tells each automation what concerns it. Its durable position only passes what has been
 * acknowledged by Temporal, so a crash repeats some signals (the workflows drop those) and loses none.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #index = new TriggerIndex();
  readonly #outboxes = new Map<string, Outbox>();
  #cursor = 0;
  #saved = 0;
  #waiting = 0;
  #stopped = false;
  #wake: () => void = () => {};
  #work: Promise<void> = Promise.resolve();
  #lastError = '';

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Loads the index as of the durable position and begins to read. */
  async start(): Promise<void> {
    const { store, logger } = this.#options;
    this.#cursor = this.#saved = await store.meta.dispatcherPosition();
    for (const { id, version, enabled } of await store.automations.stateAt(this.#cursor)) {
      const definition = await store.automations.version(id, version);
      if (definition) this.#index.set({ id, version, enabled, trigger: definition.trigger });
    }
    logger.info({ position: this.#cursor, automations: this.#index.size }, 'dispatcher started');
    const unsubscribe = store.log.onAppend(() => this.#wake());
    const saving = setInterval(() => void this.#save(), this.#options.saveEveryMs ?? 100);
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

  /** Items read from the log but not acknowledged yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Resolves when it has stopped reading and its position is saved. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    for (const outbox of this.#outboxes.values()) outbox.stop();
    await this.#work;
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
            await this.#route(entry);
            this.#cursor = entry.seq;
          }
        }
        if (entries.length === 0) await Promise.race([woken, delay(POLL_MS)]);
      } catch (error) {
        this.#report(error, 'the dispatcher could not read the log; trying again');
        await delay(POLL_MS);
      }
    }
  }

  async #route(entry: LogEntry): Promise<void> {
    switch (entry.kind) {
      case 'event':
        await this.#routeEvent(entry);
        break;
      case 'control':
        await this.#routeControl(entry);
        break;
      case 'barrier':
        if (this.#index.get(entry.automationId)) this.#push(entry.automationId, barrierItem(entry));
        break;
      case 'online':
        // Downtimes reach the workflows through the events' clock.
        break;
    }
  }

  async #routeEvent(entry: EventEntry): Promise<void> {
    for (const { automation, matches } of this.#index.find(entry.event)) {
      // What an automation tells of itself never triggers it: one that matches every event would go on for ever.
      if (entry.origin === automation.id) continue;
      if (entry.depth >= this.#options.chainDepth && entry.event.event !== CHAIN_CUT)
        await this.#cutChain(entry, automation.id);
      else this.#push(automation.id, eventItem(entry, matches));
    }
  }

  async #routeControl(entry: ControlEntry): Promise<void> {
    const { automationId: id, control } = entry;
    if (control.type === 'created' || control.type === 'updated') {
      const definition = await this.#options.store.automations.version(id, control.version);
      if (!definition) throw new Error(`version ${control.version} of automation ${id} is missing`);
      const automation = {
        id,
        version: control.version,
        enabled: control.enabled,
        trigger: definition.trigger,
      };
      this.#index.set(automation);
      this.#push(id, controlItem(entry, { ...automation, name: definition.name }));
      return;
    }
    if (control.type === 'deleted') this.#index.delete(id);
    else this.#index.setEnabled(id, control.type === 'resumed');
    this.#push(id, controlItem(entry, undefined));
  }

  /**
   * Automations that trigger each other are cut here, with an event that says so. It may trigger others, so that
   * somebody can be told; what these emit is past the limit and is the end of it, without a further event.
   */
  async #cutChain(entry: EventEntry, automationId: string): Promise<void> {
    const { store, chainDepth, logger } = this.#options;
    if (entry.depth > chainDepth) return;
    logger.warn(
      { automation: automationId, event: entry.event.id, depth: entry.depth },
      'chain of automations cut',
    );
    const resource = { 'prefect.resource.id': `prefect.automation.${automationId}` };
    await store.log.append([
      {
        event: {
          id: uuidV5(`chain-cut/${automationId}`, entry.event.id),
          occurred: new Date(entry.at).toISOString(),
          event: CHAIN_CUT,
          resource,
          related: [
            {
              'prefect.resource.id': `prefect.event.${entry.event.id}`,
              'prefect.resource.role': 'triggering-event',
            },
          ],
          payload: {
            reason: `not triggered: ${entry.depth} automations in a row have triggered each other (limit ${chainDepth})`,
            depth: entry.depth,
          },
          follows: null,
        },
        origin: automationId,
        depth: chainDepth,
      },
    ]);
  }

  #push(automationId: string, item: Parameters<Outbox['push']>[0]): void {
    let outbox = this.#outboxes.get(automationId);
    if (!outbox) {
      outbox = new Outbox(
        automationId,
        this.#options.send,
        (items) => this.#settle(items),
        (error) => this.#report(error, 'a signal could not be sent; trying again'),
      );
      this.#outboxes.set(automationId, outbox);
    }
    this.#waiting += 1;
    outbox.push(item);
  }

  #settle(items: number): void {
    const full = this.#waiting >= WAITING_ITEMS;
    this.#waiting -= items;
    if (full && this.#waiting < WAITING_ITEMS) this.#wake();
  }

  async #save(): Promise<void> {
    const { settled } = this;
    if (settled <= this.#saved) return;
    try {
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
