import type { Firing } from '../../evaluation/evaluator.ts';
import { ImmediateEvaluation } from '../../evaluation/immediate.ts';
import type { EventItem } from '../../evaluation/items.ts';
import { Ordinals } from './ordinals.ts';
import { Slots } from './slots.ts';
import type { IndexedAutomation } from './trigger-index.ts';

/** The part of a worker in the same process that acts ahead of its workflows. */
export interface ActsAhead {
  /**
   * Carries out the actions of firings, once however often it is asked for the same; see `activities/act-once.ts`.
   * Resolves when what ended quickly is on record and the rest goes on in workflows of its own.
   */
  readonly act: (firings: readonly Firing[]) => Promise<unknown>;
  /** Calls the listener with what workflows have decided, each time before it is acted on. */
  readonly onDecided: (listener: (firings: readonly Firing[]) => void) => void;
}

export interface AheadOptions {
  readonly worker: ActsAhead;
  readonly onError: (error: unknown) => void;
}

/** As many firings of an automation as its workflow would act on at once. */
const FIRINGS_AT_ONCE = 100;

/** Automations for which actions are carried out at the same time. */
const AUTOMATIONS_AT_ONCE = 32;

/** Firings of one automation that may wait; further ones are left to its workflow. */
const WAITING_FIRINGS = 5_000;

/** One automation: how it is evaluated, and its firings that wait for their turn. */
interface Line {
  readonly automation: IndexedAutomation;
  readonly evaluation: ImmediateEvaluation | null;
  readonly waiting: Firing[];
  readonly ordinals: Ordinals;
}

/**
 * Carries out the actions of automations whose trigger fires on each event by itself as soon as the event has its place
 * in the log, before their workflows are told. The workflow decides the same a little later and finds it done; if this
 * process ends in between, or something fails here, the workflow does it.
 */
export class Ahead {
  readonly #options: AheadOptions;
  readonly #lines = new Map<string, Line>();
  /** Automations that were created here and have not been told of an event yet. */
  readonly #created = new Set<string>();
  readonly #busy = new Map<string, Promise<void>>();
  readonly #slots = new Slots(AUTOMATIONS_AT_ONCE);
  #stopped = false;

  constructor(options: AheadOptions) {
    this.#options = options;
    options.worker.onDecided((firings) => {
      for (const { automationId, id, ordinal } of firings)
        this.#lines.get(automationId)?.ordinals.learn(id, ordinal);
    });
  }

  /**
   * Takes an event that fits the trigger of an enabled automation, in log order.
   *
   * @returns whether its actions are carried out here
   */
  take(automation: IndexedAutomation, item: EventItem): boolean {
    const line = this.#lineOf(automation, item);
    if (line.evaluation === null || this.#stopped) return false;
    const firings = line.evaluation.apply(item).map((firing) => line.ordinals.number(firing));
    if (!line.ordinals.areKnown || line.waiting.length >= WAITING_FIRINGS) return false;
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

  /** An automation has been created at this place of the log: its next firing is its first. */
  created(automationId: string): void {
    this.forget(automationId);
    this.#created.add(automationId);
  }

  /** An automation has fired without an event. */
  skip(automationId: string): void {
    this.#created.delete(automationId);
    this.#lines.get(automationId)?.ordinals.skip();
  }

  /** Forgets an automation that is changed or deleted: what has not begun is left to its workflow. */
  forget(automationId: string): void {
    this.#created.delete(automationId);
    this.#lines.delete(automationId);
  }

  /** Begins nothing more; resolves when what has begun has ended, or goes on elsewhere. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#busy.values());
  }

  #lineOf(automation: IndexedAutomation, item: EventItem): Line {
    const { id } = automation;
    const line = this.#lines.get(id);
    if (line?.automation === automation) return line;
    const evaluation = ImmediateEvaluation.of(automation, item);
    const fresh = {
      automation,
      evaluation,
      // Paused and resumed in between: what waits was decided before that, and goes on.
      waiting: line?.waiting ?? [],
      ordinals: line?.ordinals ?? new Ordinals(this.#created.delete(id) ? 0 : null),
    };
    this.#lines.set(id, fresh);
    return fresh;
  }

  async #run(automationId: string): Promise<void> {
    await this.#slots.take();
    try {
      for (;;) {
        const firings = this.#lines.get(automationId)?.waiting.splice(0, FIRINGS_AT_ONCE) ?? [];
        if (firings.length === 0 || this.#stopped) return;
        await this.#options.worker.act(firings);
      }
    } catch (error) {
      // The workflow acts on these.
      this.#options.onError(error);
    } finally {
      this.#slots.give();
      this.#busy.delete(automationId);
    }
  }
}
