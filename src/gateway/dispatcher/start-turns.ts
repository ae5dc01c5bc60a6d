import { performance } from 'node:perf_hooks';
import type { Item } from '../../evaluation/items.ts';
import type { TriggerDefinition } from '../../triggers/index.ts';

/** Workflows that are started at the same time when this process has little to do, and while it is busy. */
const AT_ONCE = 16;
const AT_ONCE_BUSY = 1;

/** From this share of its time on that the event loop is not idle, the process counts as busy. */
const BUSY = 0.5;
/** Over how long that is looked at, in ms. */
const LOOK_MS = 100;

/**
 * Whose workflow is started next. A start costs Temporal several times what a signal costs; thousands of new automations
 * must hold up neither those who create them nor the events of others. So few are started at a time, and of
 * those that wait the ones first that are in a hurry.
 */
export class StartTurns {
  readonly #waiting = new Map<string, () => void>();
  readonly #urgent = new Map<string, () => void>();
  #running = 0;
  #look = { at: 0, utilization: performance.eventLoopUtilization(), busy: false };

  /** Waits for its turn; answers how to say that the start is done. */
  async enter(automationId: string, isUrgent: boolean): Promise<() => void> {
    if (this.#running < this.#limit()) this.#running += 1;
    else {
      const queue = isUrgent ? this.#urgent : this.#waiting;
      await new Promise<void>((resolve) => queue.set(automationId, resolve));
    }
    return () => {
      this.#running -= 1;
      while (this.#running < this.#limit() && this.#giveTurn());
    };
  }

  /** The start of an automation, if it waits, goes before those which are in no hurry. */
  hurry(automationId: string): void {
    const resolve = this.#waiting.get(automationId);
    if (resolve === undefined) return;
    this.#waiting.delete(automationId);
    this.#urgent.set(automationId, resolve);
  }

  #giveTurn(): boolean {
    for (const queue of [this.#urgent, this.#waiting]) {
      for (const [id, resolve] of queue) {
        queue.delete(id);
        this.#running += 1;
        resolve();
        return true;
      }
    }
    return false;
  }

  #limit(): number {
    const now = performance.now();
    if (now - this.#look.at >= LOOK_MS) {
      const utilization = performance.eventLoopUtilization();
      const since = performance.eventLoopUtilization(utilization, this.#look.utilization);
      this.#look = { at: now, utilization, busy: since.utilization > BUSY };
    }
    return this.#look.busy ? AT_ONCE_BUSY : AT_ONCE;
  }
}

/** Whether a workflow that is not there yet has to be started for an item soon: for an event, and where time counts. */
export function isUrgent(item: Item): boolean {
  if (!('control' in item)) return true;
  return item.definition !== undefined && !isReactive(item.definition.trigger);
}

function isReactive(trigger: TriggerDefinition): boolean {
  return 'triggers' in trigger ? trigger.triggers.every(isReactive) : trigger.posture === 'Reactive';
}
