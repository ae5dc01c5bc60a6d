import type { RequiredText } from '../../triggers/index.ts';

/** Things by whole texts and by beginnings of texts: those that a text may fit are found without looking at the others. */
export class TextIndex<T> {
  readonly #exact = new Map<string, T>();
  readonly #prefixes = new Map<string, T>();
  /** How many prefixes there are of each length: only these are cut off a text and looked up. */
  readonly #lengths = new Map<number, number>();

  get isEmpty(): boolean {
    return this.#exact.size === 0 && this.#prefixes.size === 0;
  }

  get({ prefix, exact }: RequiredText): T | undefined {
    return (exact ? this.#exact : this.#prefixes).get(prefix);
  }

  /** What is there for a text or prefix; made and put there when there is nothing yet. */
  getOrPut(text: RequiredText, make: () => T): T {
    const known = this.get(text);
    if (known !== undefined) return known;
    const made = make();
    if (text.exact) this.#exact.set(text.prefix, made);
    else {
      this.#prefixes.set(text.prefix, made);
      const { length } = text.prefix;
      this.#lengths.set(length, (this.#lengths.get(length) ?? 0) + 1);
    }
    return made;
  }

  delete({ prefix, exact }: RequiredText): void {
    if (exact) this.#exact.delete(prefix);
    else if (this.#prefixes.delete(prefix)) {
      const left = this.#lengths.get(prefix.length)! - 1;
      if (left === 0) this.#lengths.delete(prefix.length);
      else this.#lengths.set(prefix.length, left);
    }
  }

  /** Calls `take` for each thing whose text is this one, or a beginning of it. */
  find(text: string, take: (thing: T) => void): void {
    const whole = this.#exact.get(text);
    if (whole !== undefined) take(whole);
    for (const length of this.#lengths.keys()) {
      if (length > text.length) continue;
      const thing = this.#prefixes.get(text.slice(0, length));
      if (thing !== undefined) take(thing);
    }
  }
}
