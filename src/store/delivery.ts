interface Waiting {
  readonly seq: number;
  readonly done: () => void;
}

/**
 * What the dispatcher of this process has told the workflows. A workflow that asks whether everything up to a place of the
 * log has reached it gets the answer from here, without a way through the log and back. It holds only where one process
 * both dispatches and evaluates, and nobody else does: over SQLite.
 */
export class Delivery {
  readonly #told = new Map<string, number>();
  #routed: number | null = null;
  #waiting: Waiting[] = [];

  /** The dispatcher begins to read behind `seq`: everything up to there has been acknowledged by Temporal. */
  begin(seq: number): void {
    this.#told.clear();
    this.routed(seq);
  }

  /** A workflow is to be told of the entry `seq`. */
  tell(workflow: string, seq: number): void {
    this.#told.set(workflow, seq);
  }

  /** Everybody whom entries up to `seq` concern is to be told of them. */
  routed(seq: number): void {
    this.#routed = seq;
    if (this.#waiting.length === 0) return;
    const reached = this.#waiting.filter((one) => one.seq <= seq);
    this.#waiting = this.#waiting.filter((one) => one.seq > seq);
    for (const { done } of reached) done();
  }

  /** The dispatcher has stopped. */
  end(): void {
    this.#routed = null;
  }

  /**
   * The last entry that a workflow is told of, once all entries up to `seq` have been routed; 0 when there was none
   * since the dispatcher began.
   *
   * @param patienceMs how long to wait for the dispatcher
   * @returns null when there is no dispatcher here, or it does not get there in time
   */
  async lastTold(workflow: string, seq: number, patienceMs: number): Promise<number | null> {
    if (this.#routed === null) return null;
    if (this.#routed < seq) await this.#until(seq, patienceMs);
    return this.#routed !== null && this.#routed >= seq ? (this.#told.get(workflow) ?? 0) : null;
  }

  #until(seq: number, patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        resolve();
      }, patienceMs);
      const waiting = {
        seq,
        done: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      this.#waiting.push(waiting);
    });
  }
}
