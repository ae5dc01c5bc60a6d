import type { Firing } from '../../evaluation/evaluator.ts';

/** Firings that are remembered until the workflow tells the ordinal of one of them. */
const REMEMBERED = 1_000;

/**
 * The ordinals of an automation's firings, which the workflow counts from its beginning on. After a restart they are known
 * here once the workflow has told that of one firing; all later ones are counted on from there.
 */
export class Ordinals {
  /** The ordinal of the firing that was counted as 0 here; null when it is not known. */
  #first: number | null;
  #count = 0;
  readonly #unknown = new Map<string, number>();

  /** @param first the ordinal of the next firing, null when nobody knows */
  constructor(first: number | null) {
    this.#first = first;
  }

  get areKnown(): boolean {
    return this.#first !== null;
  }

  /** Counts a firing; answers it with its ordinal, or as it is when that isn't known. */
  number(firing: Firing): Firing {
    const place = this.#count++;
    if (this.#first !== null) return { ...firing, ordinal: this.#first + place };
    this.#unknown.set(firing.id, place);
    if (this.#unknown.size > REMEMBERED) this.#unknown.delete(this.#unknown.keys().next().value!);
    return firing;
  }

  /** Counts one that is not known here. */
  skip(): void {
    this.#count += 1;
  }

  /** The workflow has told the ordinal of a firing. */
  learn(firingId: string, ordinal: number): void {
    const place = this.#unknown.get(firingId);
    if (place === undefined) return;
    this.#first = ordinal - place;
    this.#unknown.clear();
  }
}
