import { DeadlineHeap } from '../../src/triggers/deadline-heap.ts';
import type { Costs } from './costs.ts';
import type { Engine } from './engine.ts';
import type { Entry } from './entry.ts';
import type { LogPartition } from './log-partition.ts';
import type { Measures } from './measures.ts';
import type { Tenant } from './tenants.ts';
import type { Thread } from './thread.ts';

/** What all workflows share. */
export interface WorkflowWorld {
  readonly engine: Engine;
  readonly costs: Costs;
  readonly measures: Measures;
  /** A window's length, in ms. */
  readonly within: number;
  /** When each window ends (ms), by the number of its resource among all; infinite when it has none. */
  readonly deadlines: Float64Array;
  /** Place in its log of the last event about a resource: put there, and evaluated. */
  readonly placed: Int32Array;
  readonly applied: Int32Array;
  /** Numbers as texts: the keys of windows. */
  readonly keys: readonly string[];
}

/** The workflow of a tenant's automation, or of one part of its resources: inbox, windows, deadlines. */
export class Workflow {
  readonly tenant: Tenant;
  readonly log: LogPartition;
  readonly #world: WorkflowWorld;
  /** The part of Temporal that holds its history, and the thread of a worker that runs it. */
  readonly shard: Thread;
  readonly #thread: Thread;
  readonly #ends = new DeadlineHeap();
  #inbox: Entry[] = [];
  #running = false;
  #lastSeq = 0;
  #timer = Number.POSITIVE_INFINITY;
  #barrier = false;

  constructor(world: WorkflowWorld, tenant: Tenant, log: LogPartition, shard: Thread, thread: Thread) {
    this.#world = world;
    this.tenant = tenant;
    this.log = log;
    this.shard = shard;
    this.#thread = thread;
  }

  /** Opens a window at the beginning. */
  open(resource: number, deadline: number): void {
    this.#world.deadlines[this.tenant.firstResource + resource] = deadline;
    this.#ends.push({ at: deadline, key: this.#world.keys[resource]! });
  }

  /** Takes in a signal's items. */
  receive(items: readonly Entry[]): void {
    for (const item of items) this.#inbox.push(item);
    this.#world.measures.longestInbox = Math.max(this.#world.measures.longestInbox, this.#inbox.length);
    this.#runTask();
  }

  /** Arms the timer for the first deadline. */
  start(): void {
    this.#armTimer();
  }

  #runTask(): void {
    if (this.#running || this.#inbox.length === 0) return;
    this.#running = true;
    const { costs, engine } = this.#world;
    let items: Entry[] = [];
    this.shard.run(costs.taskServer, () =>
      engine.after(costs.network, () =>
        this.#thread.run(
          () => {
            items = this.#inbox;
            this.#inbox = [];
            return costs.task + items.length * costs.evaluate;
          },
          () => {
            this.#world.measures.tasks += 1;
            for (const item of items) this.#apply(item);
            this.#running = false;
            this.#armTimer();
            this.#runTask();
          },
        ),
      ),
    );
  }

  #apply(item: Entry): void {
    const { measures, engine, within, deadlines, keys } = this.#world;
    if (item.seq <= this.#lastSeq) {
      measures.repeated += 1;
      return;
    }
    this.#lastSeq = item.seq;
    if (item.barrier) {
      this.#barrier = false;
      this.#pass(item);
      return;
    }
    measures.evaluated += 1;
    measures.evaluatedAt = engine.now;
    measures.evaluation.add(engine.now - item.sent);
    const deadline = Math.round(item.sent + within);
    deadlines[this.tenant.firstResource + item.resource] = deadline;
    this.#world.applied[this.tenant.firstResource + item.resource] = item.seq;
    this.#ends.push({ at: deadline, key: keys[item.resource]! });
  }

  /** Alarms for all windows that ended before a barrier. */
  #pass({ at, seq }: Entry): void {
    const { measures, engine, deadlines, placed, applied } = this.#world;
    for (let top = this.#top(); top && top.at <= at; top = this.#top()) {
      this.#ends.pop();
      const resource = this.tenant.firstResource + Number(top.key);
      deadlines[resource] = Number.POSITIVE_INFINITY;
      measures.alarms += 1;
      measures.alarm.add(engine.now - top.at);
      if (placed[resource]! > applied[resource]! && placed[resource]! < seq) measures.falseAlarms += 1;
    }
  }

  #armTimer(): void {
    const { engine, costs } = this.#world;
    const due = this.#top()?.at;
    if (due === undefined || this.#barrier || due >= this.#timer) return;
    this.#timer = due;
    engine.at(due + costs.timer, () => {
      if (this.#timer !== due) return;
      this.#timer = Number.POSITIVE_INFINITY;
      this.#look();
    });
  }

  /** A deadline has passed: the log is asked for everything that came before it. */
  #look(): void {
    const { engine, costs, measures } = this.#world;
    const top = this.#top();
    if (this.#barrier || !top || top.at > engine.now) {
      this.#armTimer();
      return;
    }
    this.#barrier = true;
    measures.barriers += 1;
    this.shard.run(costs.taskServer, () =>
      this.#thread.run(costs.task + costs.barrier, () => {
        const barrier: Entry = {
          seq: 0,
          at: 0,
          sent: engine.now,
          tenant: this.tenant,
          resource: -1,
          barrier: this,
        };
        this.log.append([barrier], () => {});
      }),
    );
  }

  /** The soonest deadline that still is one. */
  #top(): { at: number; key: string } | undefined {
    const { deadlines } = this.#world;
    for (;;) {
      const top = this.#ends.peek();
      if (!top || deadlines[this.tenant.firstResource + Number(top.key)] === top.at) return top;
      this.#ends.pop();
    }
  }
}
