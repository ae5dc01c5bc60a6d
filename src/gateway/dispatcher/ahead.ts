import type { Firing } from '../../evaluation/evaluator.ts';
import { ImmediateEvaluation } from '../../evaluation/immediate.ts';
import type { EventItem } from '../../evaluation/items.ts';
import { Slots } from './slots.ts';
import type { IndexedAutomation } from './trigger-index.ts';

/** What acting ahead of the workflows needs. */
export interface AheadOptions {
  /**
   * Carries out the actions of firings, once however often it is asked for the same; see `activities/act-once.ts`.
   * Resolves when what ended quickly is on record and the rest goes on in workflows of its own.
   */
  readonly act: (firings: readonly Firing[]) => Promise<unknown>;
  /** The ordinal of the next firing of an automation, as far as its firings are on record. */
  readonly nextOrdinal: (automationId: string) => Promise<number>;
  readonly onError: (error: unknown) => void;
}

/** As many firings of an automation as its workflow would act on at once. */
const FIRINGS_AT_ONCE = 100;

/** Automations for which actions are carried out at the same time. */
const AUTOMATIONS_AT_ONCE = 32;

/** Firings of one automation that may wait; further ones are left to its workflow. */
const WAITING_FIRINGS = 5_000;

/** The firings of one automation that wait for their turn. */
interface Line {
  readonly automation: IndexedAutomation;
  readonly evaluation: ImmediateEvaluation | null;
  readonly waiting: Firing[];
}

/**
 * Carries out the actions of automations whose trigger fires on each event by itself as soon as the event has its place
 * in the log, before their workflows are told. The workflow decides the same a little later and finds it done; if this
 * process ends in between, or something fails here, the workflow does it.
 */
export class Ahead {
  readonly #options: AheadOptions;
  readonly #lines = new Map<string, Line>();
  readonly #ordinals = new Map<string, number>();
  readonly #busy = new Map<string, Promise<void>>();
  readonly #slots = new Slots(AUTOMATIONS_AT_ONCE);
  #stopped = false;

  constructor(options: AheadOptions) {
    this.#options = options;
  }

  /**
   * Takes an event that fits the trigger of an enabled automation, in log order.
   *
   * @returns whether its actions are carried out here
   */
  take(automation: IndexedAutomation, item: EventItem): boolean {
    const line = this.#lineOf(automation, item);
    if (line.evaluation === null || this.#stopped) return false;
    const firings = line.evaluation.apply(item);
    if (line.waiting.length >= WAITING_FIRINGS) return false;
    line.waiting.push(...firings);
    if (!this.#busy.has(automation.id)) {
      // What is read from the log in one go shares its commits.
      this.#busy.set(
        automation.id,
        Promise.resolve().then(() => this.#run(automation.id)),
      );
    }
    return true;
  }

  /** An automation has fired without an event. */
  skip(automationId: string): void {
    const ordinal = this.#ordinals.get(automationId);
    if (ordinal !== undefined) this.#ordinals.set(automationId, ordinal + 1);
  }

  /** Forgets an automation that is deleted. */
  forget(automationId: string): void {
    this.#lines.delete(automationId);
    this.#ordinals.delete(automationId);
  }

  /** Begins nothing more; resolves when what has begun has ended, or goes on elsewhere. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#busy.values());
  }

  #lineOf(automation: IndexedAutomation, item: EventItem): Line {
    const line = this.#lines.get(automation.id);
    if (line?.automation === automation) return line;
    // Changed, or paused in between: what waits was decided before that, and goes on.
    const evaluation = ImmediateEvaluation.of(automation, item);
    const fresh = { automation, evaluation, waiting: line?.waiting ?? [] };
    this.#lines.set(automation.id, fresh);
    return fresh;
  }

  async #run(automationId: string): Promise<void> {
    await this.#slots.take();
    try {
      for (;;) {
        const firings = this.#lines.get(automationId)?.waiting.splice(0, FIRINGS_AT_ONCE) ?? [];
        if (firings.length === 0 || this.#stopped) return;
        await this.#options.act(await this.#numbered(automationId, firings));
      }
    } catch (error) {
      // The workflow acts on these.
      this.#options.onError(error);
    } finally {
      this.#slots.give();
      this.#busy.delete(automationId);
    }
  }

  async #numbered(automationId: string, firings: readonly Firing[]): Promise<Firing[]> {
    let ordinal = this.#ordinals.get(automationId) ?? (await this.#options.nextOrdinal(automationId));
    const numbered = firings.map((firing) => ({ ...firing, ordinal: ordinal++ }));
    this.#ordinals.set(automationId, ordinal);
    return numbered;
  }
}
