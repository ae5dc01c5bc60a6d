/** So long the first one waits for others, in ms, and so many go on together at most. */
const LONGEST_WAIT_MS = 20;
const LARGEST_GROUP = 50;

/**
 * Lets what ends shortly after each other go on together, so that it shares a commit: each one costs a wait for the
 * disk. When all that is expected has arrived nobody waits any more, so a single one never does.
 */
export class Gathering {
  readonly #waiting: (() => void)[] = [];
  #expected = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Says that one more will arrive. */
  expect(): void {
    this.#expected += 1;
  }

  /** One that was expected is there; resolves when it may go on. */
  arrive(): Promise<void> {
    this.#expected -= 1;
    const turn = new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#expected <= 0 || this.#waiting.length >= LARGEST_GROUP) this.#release();
    else this.#timer ??= setTimeout(() => this.#release(), LONGEST_WAIT_MS);
    return turn;
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const go of this.#waiting.splice(0)) go();
  }
}
