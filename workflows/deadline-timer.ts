import { sleep } from '@temporalio/workflow';
import { showInstant } from './instant.ts';

/** No timer runs longer than this (ms): what is due later is waited for in steps, since the server has its limits. */
const LONGEST_MS = 30 * 86_400_000;

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
    const wake = Math.min(due, now + LONGEST_MS);
    if (wake >= this.#due) return;
    this.#due = wake;
    const summary = `next deadline ${showInstant(due)}`;
    void sleep(Math.max(1, Math.ceil(wake - now)), { summary }).then(() => {
      if (this.#due === wake) this.#due = Number.POSITIVE_INFINITY;
      this.rang = true;
    });
  }
}
