import { workflowInfo } from '@temporalio/workflow';

/**
 * How long the present workflow task has taken so far. The workflow's clock stands still while a task is worked on, so a
 * timer that a long one starts (one that loads a large state, or carries out actions) would go off late by that. What
 * this tells differs in a replay: only the length of timers may depend on it, never whether there is one.
 */
export class TaskTime {
  /** What the workflow's clock showed when the task began, epoch ms. */
  #task = Number.NEGATIVE_INFINITY;
  /** How far the real clock was ahead of it then, ms. */
  #ahead = 0;

  /** Call this first in whatever a task may begin with. */
  note(): void {
    const now = Date.now();
    if (now === this.#task) return;
    this.#task = now;
    this.#ahead = realTime() - now;
  }

  /** Ms. */
  get elapsed(): number {
    return Math.max(0, realTime() - Date.now() - this.#ahead);
  }
}

function realTime(): number {
  return workflowInfo().unsafe.now();
}
