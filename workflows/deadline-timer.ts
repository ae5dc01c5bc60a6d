import { sleep } from '@temporalio/workflow';

/**
 * The timer of an automation: one at a time, as long as deadlines only move away. It's never cancelled: one that goes
 * off early costs a look, while cancelling would cost a history event each time (and the time-skipping test server
 * refuses a workflow task that cancels a timer which has just fired).
 */
export class DeadlineTimer {
  #due = Number.POSITIVE_INFINITY;
  /** Set when a timer has gone off; whoever looks resets it. */
  rang = false;

  /** Makes sure that `rang` gets set at `due` (epoch ms) or before. */
  arm(due: number, now: number): void {
    if (due >= this.#due) return;
    this.#due = due;
    const summary = `next deadline ${new Date(due).toISOString()}`;
    void sleep(Math.max(1, Math.ceil(due - now)), { summary }).then(() => {
      if (this.#due === due) this.#due = Number.POSITIVE_INFINITY;
      this.rang = true;
    });
  }
}
