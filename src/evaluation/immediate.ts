import { compileTrigger, firesOnEach, type TriggerDefinition } from '../triggers/index.ts';
import { Evaluator, type Firing } from './evaluator.ts';
import type { EventItem } from './items.ts';
import { newAutomationState } from './state.ts';

/** An automation at its place in the log, as far as its evaluation needs it. */
export interface EvaluatedAutomation {
  readonly id: string;
  readonly version: number;
  readonly trigger: TriggerDefinition;
}

/**
 * Evaluates an enabled automation whose trigger fires on each event by itself, without what came before. It decides what
 * the automation's workflow will decide about the same items, with the same ids, since it is the same evaluator.
 */
export class ImmediateEvaluation {
  readonly #evaluator: Evaluator;

  private constructor(automation: EvaluatedAutomation, first: EventItem) {
    this.#evaluator = new Evaluator(newAutomationState(automation.id));
    const { version, trigger } = automation;
    this.#evaluator.apply({
      seq: first.seq - 1,
      at: first.at,
      control: 'created',
      version,
      definition: { name: '', trigger },
    });
  }

  /**
   * @param first the first item that it will be told of
   * @returns null when the trigger needs to know what came before
   */
  static of(automation: EvaluatedAutomation, first: EventItem): ImmediateEvaluation | null {
    return isImmediate(automation.trigger) ? new ImmediateEvaluation(automation, first) : null;
  }

  /** Takes the next event that fits the trigger. The ordinals of the firings are not the automation's: these count from its creation on. */
  apply(item: EventItem): Firing[] {
    return this.#evaluator.apply(item);
  }
}

function isImmediate(trigger: TriggerDefinition): boolean {
  const { leaves, composites } = compileTrigger(trigger);
  return composites.length === 0 && leaves.every(firesOnEach);
}
