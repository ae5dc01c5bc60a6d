import { Fifo } from './fifo.ts';

/** A limited number of things under way together; whoever comes later waits for its turn. */
export class Slots {
  readonly #waiting = new Fifo<() => void>();
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  take(then: () => void): void {
    if (this.#free > 0) {
      this.#free -= 1;
      then();
    } else this.#waiting.push(then);
  }

  give(): void {
    const [next] = this.#waiting.take(1);
    if (next) next();
    else this.#free += 1;
  }
}
