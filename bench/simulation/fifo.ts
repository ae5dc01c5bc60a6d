/** A queue that stays fast when it gets long. */
export class Fifo<T> {
  #items: T[] = [];
  #first = 0;

  get length(): number {
    return this.#items.length - this.#first;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  peek(): T | undefined {
    return this.#items[this.#first];
  }

  /** Takes the first ones off, as many as there are up to `count`. */
  take(count: number): T[] {
    const taken = this.#items.slice(this.#first, this.#first + count);
    this.drop(taken.length);
    return taken;
  }

  /** The first ones, which stay. */
  first(count: number): T[] {
    return this.#items.slice(this.#first, this.#first + count);
  }

  /** Forgets the first ones. */
  drop(count: number): void {
    this.#first += count;
    if (this.#first > 1_000 && this.#first > this.#items.length / 2) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
  }
}
