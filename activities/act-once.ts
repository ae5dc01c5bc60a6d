import type { Firing } from '../src/evaluation/evaluator.ts';
import type { ActedFiring } from './types.ts';

type Act = (firings: readonly Firing[]) => Promise<ActedFiring[]>;

/** Firings that have been acted on and are remembered for who asks again; what is older is on record. */
const REMEMBERED = 20_000;

/**
 * Lets whoever acts on a firing while somebody else in this process does, or has just done, share the outcome. Two come
 * for the same one: the dispatcher ahead of the workflow, and the workflow itself. Without this the second might look at
 * the record just before the first has written it.
 */
export class ActOnce {
  readonly #act: Act;
  readonly #running = new Map<string, Promise<ActedFiring>>();
  readonly #done = new Map<string, ActedFiring>();
  readonly #listeners: ((firings: readonly Firing[]) => void)[] = [];

  constructor(act: Act) {
    this.#act = act;
  }

  /** Calls the listener with what workflows have decided, each time before it is acted on. */
  onDecided(listener: (firings: readonly Firing[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Acts on what a workflow has decided. */
  decided(firings: readonly Firing[]): Promise<ActedFiring[]> {
    for (const listener of this.#listeners) listener(firings);
    return this.act(firings);
  }

  /** Acts on what nobody has acted on; the outcomes are in the order of the firings. */
  async act(firings: readonly Firing[]): Promise<ActedFiring[]> {
    const fresh = firings.filter(({ id }) => !this.#running.has(id) && !this.#done.has(id));
    if (fresh.length > 0) this.#begin(fresh);
    return Promise.all(firings.map(async ({ id }) => this.#done.get(id) ?? (await this.#running.get(id)!)));
  }

  #begin(firings: readonly Firing[]): void {
    const acting = this.#act(firings);
    for (const [place, { id }] of firings.entries()) {
      const one = acting.then(
        (acted) => {
          this.#end(id, acted[place]!);
          return acted[place]!;
        },
        (error: unknown) => {
          this.#running.delete(id);
          throw error;
        },
      );
      // Whoever waits for it hears of a failure; nobody may.
      one.catch(() => undefined);
      this.#running.set(id, one);
    }
  }

  #end(id: string, acted: ActedFiring): void {
    this.#running.delete(id);
    this.#done.set(id, acted);
    if (this.#done.size > REMEMBERED) this.#done.delete(this.#done.keys().next().value!);
  }
}
