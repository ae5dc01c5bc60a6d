import { performance } from 'node:perf_hooks';
import type { Item } from '../../evaluation/items.ts';
import type { TriggerDefinition } from '../../triggers/index.ts';

/** Workflows that are started at the same time when this process has little to do, and while it is busy. */
const AT_ONCE = 16;
const AT_ONCE_BUSY = 1;

/**
 * While the process is busy and automations are being created (the newest less than this long ago, in ms), those in no
 * hurry let the creation go first, but no longer than their patience, in ms.
 */
const CREATION_MS = 250;
const PATIENCE_MS = 30_000;

/** From this share of its time on that the event loop is not idle, the process counts as busy. */
const BUSY = 0.5;
/** Over how long that is looked at, in ms. */
const LOOK_MS = 100;

/** Who waits for a turn. */
interface Waiting {
  /** When it came, by the monotonic clock, in ms. */
  readonly since: number;
  readonly go: () => void;
}

/**
 * Whose workflow is started next. A start costs Temporal several times what a signal costs; thousands of new automations
 * must hold up neither those who create them nor the events of others. So few are started at a time, of those that wait
 * the ones first that are in a hurry, and the others when no more are being created: they take effect at their place in
 * the log whenever that is.
 */
export class StartTurns {
  readonly #waiting = new Map<string, Waiting>();
  readonly #urgent = new Map<string, Waiting>();
  readonly #isBusy: () => boolean;
  #running = 0;
  /** When the newest came, by the monotonic clock. */
  #newest = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param isBusy whether the process has better things to do; looks at its event loop when absent */
  constructor(isBusy: () => boolean = eventLoopBusy()) {
    this.#isBusy = isBusy;
  }

  /** Waits for its turn; answers how to say that the start is done. */
  async enter(automationId: string, isUrgent: boolean): Promise<() => void> {
    await new Promise<void>((go) => {
      this.#newest = performance.now();
      (isUrgent ? this.#urgent : this.#waiting).set(automationId, { since: this.#newest, go });
      this.#giveTurns();
    });
    return () => {
      this.#running -= 1;
      this.#giveTurns();
    };
  }

  /** The start of an automation, if it waits, goes before those which are in no hurry. */
  hurry(automationId: string): void {
    const waiting = this.#waiting.get(automationId);
    if (waiting === undefined) return;
    this.#waiting.delete(automationId);
    this.#urgent.set(automationId, waiting);
    this.#giveTurns();
  }

  #giveTurns(): void {
    clearTimeout(this.#timer);
    const isBusy = this.#isBusy();
    while (this.#running < (isBusy ? AT_ONCE_BUSY : AT_ONCE)) {
      if (!this.#giveTurn(this.#urgent) && !(this.#mayStart(isBusy) && this.#giveTurn(this.#waiting))) break;
    }
    // Nobody else looks again once those that run have ended.
    if (this.#waiting.size > 0 || this.#urgent.size > 0)
      this.#timer = setTimeout(() => this.#giveTurns(), LOOK_MS).unref();
  }

  /** Whether those in no hurry have their turn now. */
  #mayStart(isBusy: boolean): boolean {
    const now = performance.now();
    const [first] = this.#waiting.values();
    const areCreated = isBusy && now - this.#newest < CREATION_MS;
    return !areCreated || (first !== undefined && now - first.since > PATIENCE_MS);
  }

  #giveTurn(queue: Map<string, Waiting>): boolean {
    const [first] = queue;
    if (first === undefined) return false;
    queue.delete(first[0]);
    this.#running += 1;
    first[1].go();
    return true;
  }
}

/** Tells whether the event loop of this process has had little idle time lately. */
function eventLoopBusy(): () => boolean {
  let look = { at: 0, utilization: performance.eventLoopUtilization(), busy: false };
  return () => {
    const now = performance.now();
    if (now - look.at >= LOOK_MS) {
      const utilization = performance.eventLoopUtilization();
      const since = performance.eventLoopUtilization(utilization, look.utilization);
      look = { at: now, utilization, busy: since.utilization > BUSY };
    }
    return look.busy;
  };
}

/** Whether a workflow that is not there yet has to be started for an item soon: for an event, and where time counts. */
export function isUrgent(item: Item): boolean {
  if (!('control' in item)) return true;
  return item.definition !== undefined && !waitsForEvent(item.definition.trigger);
}

/** Whether nothing can happen before an event comes: no window is open from the start on. */
function waitsForEvent(trigger: TriggerDefinition): boolean {
  if ('triggers' in trigger) return trigger.triggers.every(waitsForEvent);
  return trigger.type === 'event' && (trigger.posture === 'Reactive' || trigger.after.length > 0);
}
