import type { Action } from '../../src/schemas/actions.ts';
import type { ReceivedEvent } from '../../src/schemas/events.ts';
import type { Firing } from '../../src/evaluation/evaluator.ts';
import type { FiringAutomation } from '../firing-events.ts';
import type { ActionServices } from '../services.ts';
import type { ActionTemplates } from '../action-templates.ts';

/** One attempt at one action of a firing. */
export interface ActionRun {
  readonly firing: Firing;
  /** The automation as it was defined when it fired. */
  readonly automation: FiringAutomation;
  /** The event that fired it; null for an absence without any event. */
  readonly event: ReceivedEvent | null;
  /** The same for every attempt at this action: peers recognise repetitions by it. */
  readonly idempotencyKey: string;
  /** Aborts when the attempt has run out of time or the worker shuts down. */
  readonly signal: AbortSignal;
  /**
   * Puts on record that something is about to be done which cannot be told, afterwards, from what others have done. Answers
   * whether an attempt before may have done it already.
   */
  begin(): Promise<boolean>;
  /** Says what is acted on, as soon as it is known: it stands in the action's events, also when the action fails. */
  involve(resource: Record<string, string>): void;
  /** Renders templates with the firing's context; with the objects of the orchestrator that they mention. */
  readonly templates: ActionTemplates;
  readonly services: ActionServices;
}

/** What an action that succeeded puts into its `prefect.automation.action.executed` event. No secrets. */
export interface ActionResult {
  readonly details?: Readonly<Record<string, unknown>>;
  /** What else was acted on or made, with its role: `block`, `flow-run` … */
  readonly related?: readonly Record<string, string>[];
}

/** Carries out one type of action. Throws `AutomationError`; its `retryable` flag decides what happens next. */
export type ActionHandler<Type extends Action['type']> = (
  action: Extract<Action, { type: Type }>,
  run: ActionRun,
) => Promise<ActionResult>;
