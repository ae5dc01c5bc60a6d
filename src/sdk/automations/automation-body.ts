import { actionFromJson, type Action } from '../actions/action.ts';
import { triggerFromJson, type Trigger } from '../triggers/trigger.ts';

/** What an {@link Automation} is made of. */
export interface AutomationOptions {
  readonly name: string;
  readonly description?: string;
  /** Whether it is evaluated; true when absent. */
  readonly enabled?: boolean;
  readonly tags?: readonly string[];
  /** When it fires. */
  readonly trigger: Trigger;
  /** What it does then. */
  readonly actions: readonly Action[];
  /** What it does besides when a metric goes out of bounds. */
  readonly actions_on_trigger?: readonly Action[];
  /** What it does when a metric is back. */
  readonly actions_on_resolve?: readonly Action[];
  /** A resource that it goes with, for example `prefect.deployment.<id>`. */
  readonly owner_resource?: string | null;
}

/** An automation as the API gives it. */
export interface AutomationJson {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly tags: readonly string[];
  readonly trigger: unknown;
  readonly actions: readonly unknown[];
  readonly actions_on_trigger: readonly unknown[];
  readonly actions_on_resolve: readonly unknown[];
  readonly created: string;
  readonly updated: string;
}

/** Reads what the API gives. */
export function optionsOf(json: AutomationJson): AutomationOptions {
  const { name, description, enabled, tags } = json;
  return {
    ...{ name, description, enabled, tags },
    trigger: triggerFromJson(json.trigger),
    actions: json.actions.map(actionFromJson),
    actions_on_trigger: json.actions_on_trigger.map(actionFromJson),
    actions_on_resolve: json.actions_on_resolve.map(actionFromJson),
  };
}
