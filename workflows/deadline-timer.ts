import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * The one timer of an automation. It's left alone when the deadline moves further away (firing early costs one look),
 * and replaced only when the deadline comes nearer: so events that come and go do not fill the history with timers.
 */
export class DeadlineTimer {
  #scope: CancellationScope | null = null;
  #due = Number.POSITIVE_INFINITY;
  /** Set when the timer has gone off, until it's armed again. */
  rang = false;

  /** Makes sure that `rang` is set at `due` (epoch ms) or before. */
  arm(due: number, now: number, summary: string): void {
    this.rang = false;
    if (due >= this.#due) return;
    this.#scope?.cancel();
    const scope = new CancellationScope({ cancellable: true });
    this.#scope = scope;
    this.#due = due;
    scope
      .run(() => sleep(Math.max(1, Math.ceil(due - now)), { summary }))
      .then(() => {
        this.#disarm(scope);
        this.rang = true;
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  }

  /** Takes the timer away. */
  cancel(): void {
    this.#scope?.cancel();
    this.#scope = null;
    this.#due = Number.POSITIVE_INFINITY;
    this.rang = false;
  }

  #disarm(scope: CancellationScope): void {
    if (this.#scope !== scope) return;
    this.#scope = null;
    this.#due = Number.POSITIVE_INFINITY;
  }
}
