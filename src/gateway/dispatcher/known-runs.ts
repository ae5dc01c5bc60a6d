import type { RunCause, RunCauses } from '../../store/run-causes/run-cause-store.ts';

/** Flow runs that are remembered, the latest ones; of others the store knows. */
const REMEMBERED = 50_000;

/**
 * The causes of flow runs, in memory and in the store. Reading the log fills the memory; what is new in it is put on record by
 * {@link save}, which must be done before the place in the log is: then what is not on record is read again.
 */
export class KnownRuns {
  readonly #store: RunCauses;
  /** `null`: the store knows nothing of it. */
  readonly #known = new Map<string, RunCause | null>();
  readonly #unsaved = new Map<string, RunCause>();

  constructor(store: RunCauses) {
    this.#store = store;
  }

  /** What is remembered; undefined when {@link recall} may know more. */
  get(run: string): RunCause | null | undefined {
    return this.#known.get(run);
  }

  /** An action has made a run. */
  note(run: string, cause: RunCause): void {
    this.#unsaved.set(run, cause);
    this.#remember(run, cause);
  }

  /** Looks a run up in the store. */
  async recall(run: string): Promise<void> {
    const cause = this.#unsaved.get(run) ?? (await this.#store.get(run));
    this.#remember(run, cause ?? null);
  }

  /** Puts on record what is not yet. */
  async save(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const saved = new Map(this.#unsaved);
    await this.#store.put(saved);
    for (const [run, cause] of saved) if (this.#unsaved.get(run) === cause) this.#unsaved.delete(run);
  }

  #remember(run: string, cause: RunCause | null): void {
    this.#known.set(run, cause);
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
  }
}
