/**
 * Tells which workflow task is open (scheduled or started): a text that is the same as long as the task is, null when
 * there is none, so that every signal has been taken in.
 */
export type OpenTask = (automationId: string, partition?: number) => Promise<string | null>;

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
 * Keeps back what a workflow has no room for: one whose task takes long (a slow peer), or whose worker is away. What
 * waits here is safe in the log, and shares a signal later on.
 */
export class SignalBacklog {
  readonly #openTask: () => Promise<string | null>;
  #signals = 0;
  #characters = 0;
  #task: string | null = null;

  /** @param openTask see {@link OpenTask}; a rejection says that nobody knows at the moment */
  constructor(openTask: () => Promise<string | null>) {
    this.#openTask = openTask;
  }

  /** Takes note of a signal. */
  sent(characters: number): void {
    this.#signals += 1;
    this.#characters += characters;
  }

  /** Resolves when there is room for another signal, or `stopped` says that nobody waits any more. */
  async room(stopped: () => boolean): Promise<void> {
    for (let wait = FIRST_WAIT_MS; this.#full && !stopped(); wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const task = await this.#openTask();
      // Another task than at the last look holds what has been sent since then, at most.
      if (task === null || task !== this.#task) {
        this.#task = task;
        this.#signals = 0;
        this.#characters = 0;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  get #full(): boolean {
    return this.#signals >= SIGNALS_A_LOOK || this.#characters >= CHARACTERS_A_LOOK;
  }
}
