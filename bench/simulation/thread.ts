import type { Engine } from './engine.ts';
import { Fifo } from './fifo.ts';

/** The processors of one machine. Without any given, every thread has one of its own. */
export class Cores {
  readonly #freeAt: number[];

  constructor(count: number) {
    this.#freeAt = new Array<number>(count).fill(0);
  }

  /** Takes the processor that is free first for `ms`, from `now` on; answers when that is over. */
  use(now: number, ms: number): number {
    let first = 0;
    for (let core = 1; core < this.#freeAt.length; core += 1) {
      if (this.#freeAt[core]! < this.#freeAt[first]!) first = core;
    }
    const end = Math.max(now, this.#freeAt[first]!) + ms;
    this.#freeAt[first] = end;
    return end;
  }
}

/** Something that does one thing after the other: a thread of a process, or a part of a database behind one lock. */
export class Thread {
  /** Time spent working, in ms. */
  busy = 0;
  readonly #engine: Engine;
  readonly #cores: Cores | undefined;
  readonly #queue = new Fifo<{ ms: () => number; done: () => void }>();
  #working = false;

  constructor(engine: Engine, cores?: Cores) {
    this.#engine = engine;
    this.#cores = cores;
  }

  /** Things that wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Works when everything asked for before is done, for as long (ms) as is said then, and calls `done`. */
  run(ms: number | (() => number), done: () => void): void {
    this.#queue.push({ ms: typeof ms === 'number' ? () => ms : ms, done });
    if (!this.#working) this.#next();
  }

  #next(): void {
    const [job] = this.#queue.take(1);
    this.#working = job !== undefined;
    if (job === undefined) return;
    const { now } = this.#engine;
    const ms = job.ms();
    this.busy += ms;
    this.#engine.at(this.#cores?.use(now, ms) ?? now + ms, () => {
      job.done();
      this.#next();
    });
  }
}
