import { SignalPace } from '../../src/gateway/dispatcher/signal-pace.ts';
import type { Costs } from './costs.ts';
import type { Engine } from './engine.ts';
import type { Entry } from './entry.ts';
import { Fifo } from './fifo.ts';
import type { Measures } from './measures.ts';
import type { Slots } from './slots.ts';
import type { Thread } from './thread.ts';
import type { Workflow } from './workflow.ts';

/** Items of one signal at most, as the real one has it. */
const BATCH_ITEMS = 500;

/** What the outboxes of a dispatcher share. */
export interface OutboxWorld {
  readonly engine: Engine;
  readonly costs: Costs;
  readonly measures: Measures;
  readonly thread: Thread;
  readonly slots: Slots;
  isAlive(): boolean;
  settled(items: number): void;
}

/** The real outbox in simulated time: one signal in flight, batches cut as late as possible, the real pace. */
export class Outbox {
  readonly #world: OutboxWorld;
  readonly #workflow: Workflow;
  readonly #queue = new Fifo<Entry>();
  readonly #pace = new SignalPace();
  #sending = false;
  /** Ends the wait for more items. */
  #hurry: (() => void) | undefined;
  #awaited = 0;

  constructor(world: OutboxWorld, workflow: Workflow) {
    this.#world = world;
    this.#workflow = workflow;
  }

  /** The place of the first item that is not acknowledged yet. */
  get firstUnsettled(): number | undefined {
    return this.#queue.peek()?.seq;
  }

  push(item: Entry): void {
    const { engine, measures } = this.#world;
    this.#queue.push(item);
    if (item.barrier) this.#awaited += 1;
    measures.longestOutbox = Math.max(measures.longestOutbox, this.#queue.length);
    if (!this.#sending) {
      this.#sending = true;
      engine.after(0, () => this.#gather());
    } else if (this.#queue.length >= BATCH_ITEMS || item.barrier) this.#hurry?.();
  }

  /** Waits for more items where that saves signals. */
  #gather(): void {
    const { engine, slots } = this.#world;
    if (this.#queue.length === 0) {
      this.#sending = false;
      return;
    }
    const gap = this.#pace.gap(engine.now);
    if (gap === 0 || this.#queue.length >= BATCH_ITEMS || this.#awaited > 0) {
      slots.take(() => this.#send());
      return;
    }
    const go = (): void => {
      if (this.#hurry !== go) return;
      this.#hurry = undefined;
      slots.take(() => this.#send());
    };
    this.#hurry = go;
    engine.after(gap, go);
  }

  #send(): void {
    const { engine, costs, measures, thread, slots } = this.#world;
    const items = this.#queue.first(BATCH_ITEMS);
    this.#pace.sent(items.length, engine.now);
    measures.signals += 1;
    measures.items += items.length;
    thread.run(costs.signal + items.length * costs.item, () => {
      if (!this.#world.isAlive()) return;
      engine.after(costs.network, () =>
        this.#workflow.shard.run(costs.signalServer + items.length * costs.itemServer, () => {
          this.#workflow.receive(items);
          engine.after(costs.network, () => {
            if (!this.#world.isAlive()) return;
            slots.give();
            this.#queue.drop(items.length);
            this.#awaited -= items.filter(({ barrier }) => barrier).length;
            this.#world.settled(items.length);
            this.#gather();
          });
        }),
      );
    });
  }
}
