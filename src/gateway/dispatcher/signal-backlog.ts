/** How the run of a workflow stands. */
export interface RunLook {
  /** Its id. */
  readonly run: string;
  /** The workflow task that is open (scheduled or started): the same text as long as the task is; null when there is none. */
  readonly task: string | null;
  /** Events in its history. */
  readonly history: number;
  /** Size of its history. */
  readonly bytes: number;
}

/** Looks at the run of an automation, or of a partition of it; null when none is running. */
export type LookAtRun = (automationId: string, partition?: number) => Promise<RunLook | null>;

/**
 * While a task is open the server keeps signals aside, and fails the task when these are over 100 or 2 MB. So many are
 * sent before the first look at whether it's still the same task, and between looks.
 */
const SIGNALS_A_LOOK = 45;
const CHARACTERS_A_LOOK = 700_000;

/** Time between looks while the workflow is behind, in ms: doubled each time up to the longest. */
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 2_000;

/**
 * From so many history events, or bytes, on a run is told to hand over. By itself it would at 4,000 or 4 MB, and perhaps
 * just when a signal arrives: then the server refuses its end, and the worker replays all of it, which takes seconds. A
 * signal makes some ten events at most, so two looks lie between.
 */
const NEARLY_FULL = { history: 3_200, bytes: 2_800_000 };

/** A run that hands over takes some tens of milliseconds; it is waited for this long, looked at so often (ms). */
const HAND_OVER_MS = 2_000;
const HAND_OVER_LOOK_MS = 15;

/**
 * Keeps back what a workflow has no room for: one whose task takes long (a slow peer), whose worker is away, or whose run
 * hands over. What waits here is safe in the log, and shares a signal later on.
 */
export class SignalBacklog {
  readonly #look: () => Promise<RunLook | null>;
  #signals = 0;
  #characters = 0;
  #task: string | null = null;
  #full: string | null = null;

  /** @param look see {@link LookAtRun}; a rejection says that nobody knows at the moment */
  constructor(look: () => Promise<RunLook | null>) {
    this.#look = look;
  }

  /** Whether the next signal should be the last one of its run; the sender waits for {@link handedOver} then. */
  get isRunFull(): boolean {
    return this.#full !== null;
  }

  /** Takes note of a signal. */
  sent(characters: number): void {
    this.#signals += 1;
    this.#characters += characters;
  }

  /** Resolves when there is room for another signal, or `stopped` says that nobody waits any more. */
  async room(stopped: () => boolean): Promise<void> {
    for (let wait = FIRST_WAIT_MS; this.#mustLook && !stopped(); wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const look = await this.#look();
      this.#full = look !== null && isNearlyFull(look) ? look.run : null;
      const task = look?.task ?? null;
      // Another task than at the last look holds what has been sent since then, at most.
      if (task === null || task !== this.#task) {
        this.#task = task;
        this.#signals = 0;
        this.#characters = 0;
        return;
      }
      await sleep(wait);
    }
  }

  /**
   * After the last signal of a run that was full, resolves when that run is over, or after a while: waiting for it saves
   * time, nothing depends on it. Resolves at once when no run was full.
   */
  async handedOver(): Promise<void> {
    const full = this.#full;
    if (full === null) return;
    this.#full = null;
    const deadline = performance.now() + HAND_OVER_MS;
    do await sleep(HAND_OVER_LOOK_MS);
    while ((await this.#look())?.run === full && performance.now() < deadline);
  }

  get #mustLook(): boolean {
    return this.#signals >= SIGNALS_A_LOOK || this.#characters >= CHARACTERS_A_LOOK;
  }
}

function isNearlyFull({ history, bytes }: RunLook): boolean {
  return history >= NEARLY_FULL.history || bytes >= NEARLY_FULL.bytes;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
