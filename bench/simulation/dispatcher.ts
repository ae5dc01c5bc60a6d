import type { TriggerIndex } from '../../src/gateway/dispatcher/trigger-index.ts';
import type { Costs } from './costs.ts';
import type { Engine } from './engine.ts';
import type { Entry } from './entry.ts';
import type { LogPartition } from './log-partition.ts';
import type { Measures } from './measures.ts';
import { Outbox } from './outbox.ts';
import { Slots } from './slots.ts';
import { workflowOf } from './tenants.ts';
import type { Thread } from './thread.ts';
import type { Workflow } from './workflow.ts';

/** The real dispatcher's limits: entries read at once, items that wait before reading stops, signals in flight. */
const READ_ENTRIES = 1_000;
const WAITING_ITEMS = 50_000;
const SIGNALS_IN_FLIGHT = 64;
const SAVE_MS = 500;

export interface DispatcherWorld {
  readonly engine: Engine;
  readonly costs: Costs;
  readonly measures: Measures;
  readonly index: TriggerIndex;
  readonly workflows: readonly Workflow[];
}

/** A part of the log that this dispatcher reads. */
interface Reading {
  readonly log: LogPartition;
  /** Entries read so far, and the place that the next reader would begin at. */
  cursor: number;
  saved: number;
  readonly outboxes: Map<Workflow, Outbox>;
}

/** Reads parts of the log in order, finds who is concerned, and signals; the one thread is shared by all its parts. */
export class Dispatcher {
  readonly thread: Thread;
  readonly #world: DispatcherWorld;
  readonly #readings: Reading[] = [];
  readonly #slots = new Slots(SIGNALS_IN_FLIGHT);
  #waiting = 0;
  #reading = false;
  #turn = 0;
  #alive = true;

  constructor(world: DispatcherWorld, thread: Thread) {
    this.#world = world;
    this.thread = thread;
    this.#keepSaving();
  }

  /** The parts that it reads, with the place on record of each. */
  get assignments(): readonly { log: LogPartition; saved: number }[] {
    return this.#readings;
  }

  /** Takes over a part of the log, from the place on record. */
  assign(log: LogPartition, saved: number): void {
    this.#readings.push({ log, cursor: saved, saved, outboxes: new Map() });
    log.onAppend = () => this.#read();
    this.#read();
  }

  /** Dies at once: nothing of it goes on. */
  die(): void {
    this.#alive = false;
  }

  #read(): void {
    if (this.#reading || !this.#alive || this.#waiting >= WAITING_ITEMS) return;
    const reading = this.#nextReading();
    if (!reading) return;
    this.#reading = true;
    const { costs, measures } = this.#world;
    const { entries } = reading.log;
    let items: { workflow: Workflow; entry: Entry }[] = [];
    let end = reading.cursor;
    this.thread.run(
      () => {
        measures.longestBacklog = Math.max(measures.longestBacklog, entries.length - reading.cursor);
        end = Math.min(reading.cursor + READ_ENTRIES, entries.length);
        const some = entries.slice(reading.cursor, end);
        items = some.flatMap((entry) => this.#route(entry));
        return some.length * costs.read;
      },
      () => {
        this.#reading = false;
        if (!this.#alive) return;
        reading.cursor = end;
        this.#waiting += items.length;
        for (const { workflow, entry } of items) this.#outboxOf(reading, workflow).push(entry);
        this.#read();
      },
    );
  }

  /** The parts take turns. */
  #nextReading(): Reading | undefined {
    for (let step = 0; step < this.#readings.length; step += 1) {
      this.#turn = (this.#turn + 1) % this.#readings.length;
      const reading = this.#readings[this.#turn]!;
      if (reading.cursor < reading.log.entries.length) return reading;
    }
    return undefined;
  }

  #route(entry: Entry): { workflow: Workflow; entry: Entry }[] {
    const { index, workflows } = this.#world;
    const { tenant, resource, barrier } = entry;
    if (barrier) return [{ workflow: barrier, entry }];
    const event = {
      event: resource < 0 ? 'tenant.other' : tenant.event,
      resource: { 'prefect.resource.id': String(resource) },
      related: [],
    };
    const items: { workflow: Workflow; entry: Entry }[] = [];
    for (const { matches } of index.find(event)) {
      const part = workflowOf(tenant, matches[0]!.key[0]!);
      items.push({ workflow: workflows[tenant.firstWorkflow + part]!, entry });
    }
    return items;
  }

  #outboxOf({ outboxes }: Reading, workflow: Workflow): Outbox {
    let outbox = outboxes.get(workflow);
    if (!outbox) {
      const { engine, costs, measures } = this.#world;
      const world = { engine, costs, measures, thread: this.thread, slots: this.#slots };
      outbox = new Outbox(
        { ...world, isAlive: () => this.#alive, settled: (items) => this.#settle(items) },
        workflow,
      );
      outboxes.set(workflow, outbox);
    }
    return outbox;
  }

  #settle(items: number): void {
    this.#waiting -= items;
    this.#read();
  }

  /** Puts on record how far everything has been acknowledged; a successor begins there. */
  #keepSaving(): void {
    this.#world.engine.after(SAVE_MS, () => {
      if (!this.#alive) return;
      for (const reading of this.#readings) {
        let settled = reading.cursor;
        for (const { firstUnsettled } of reading.outboxes.values()) {
          if (firstUnsettled !== undefined) settled = Math.min(settled, firstUnsettled - 1);
        }
        reading.saved = settled;
      }
      this.#keepSaving();
    });
  }
}
