import type { Firing } from '../src/evaluation/evaluator.ts';
import { AutomationError } from '../src/errors.ts';
import type { AutomationDefinition } from '../src/store/automations/automation-rows.ts';
import type { ReceivedEvent } from '../src/schemas/events.ts';
import type { Log } from '../src/store/log.ts';
import type { TriggerFiring } from '../src/triggers/index.ts';
import { triggeringEvent } from '../src/store/firings/triggering-event.ts';
import type { FiringAutomation } from './firing-events.ts';
import { actionsOf, type LoadedFiring } from './firing-runner.ts';

/** What the loader reads. */
export interface FiringLoaderOptions {
  readonly log: Pick<Log, 'eventsById'>;
  readonly automations: {
    /** The definition of a version, kept for deleted automations as well. */
    version(id: string, version: number): Promise<AutomationDefinition | undefined>;
  };
}

/** Definitions kept in memory: they never change, a version is a version. */
const KEPT_DEFINITIONS = 1_000;

/** Gathers what the actions of a firing need: the definition that fired, and the events. */
export class FiringLoader {
  readonly #options: FiringLoaderOptions;
  readonly #definitions = new Map<string, FiringAutomation>();

  constructor(options: FiringLoaderOptions) {
    this.#options = options;
  }

  /**
   * @throws AutomationError when the definition is not there, which retrying may mend only if the store is behind
   */
  async load(firings: readonly Firing[]): Promise<LoadedFiring[]> {
    const ids = new Set<string>();
    for (const firing of firings) {
      collectEvents(firing, ids);
      if (firing.test) ids.add(firing.test.request);
    }
    const found = ids.size === 0 ? [] : await this.#options.log.eventsById([...ids]);
    const events = new Map(found.map(({ event }) => [event.id, event]));
    return Promise.all(firings.map((firing) => this.#complete(firing, events)));
  }

  async #complete(firing: Firing, events: ReadonlyMap<string, ReceivedEvent>): Promise<LoadedFiring> {
    const automation = await this.#definition(firing.automationId, firing.version);
    const event = triggeringEvent(firing, events);
    return { firing, automation, event, events, actions: actionsOf(automation, firing) };
  }

  async #definition(id: string, version: number): Promise<FiringAutomation> {
    const key = `${id}/${version}`;
    const kept = this.#definitions.get(key);
    if (kept) return kept;
    const definition = await this.#options.automations.version(id, version);
    if (!definition) {
      throw new AutomationError(
        'definition_missing',
        `Version ${version} of automation ${id} is not in the store`,
        { retryable: true },
      );
    }
    if (this.#definitions.size >= KEPT_DEFINITIONS)
      this.#definitions.delete(this.#definitions.keys().next().value!);
    const automation = { ...definition, id };
    this.#definitions.set(key, automation);
    return automation;
  }
}

function collectEvents(firing: Pick<TriggerFiring, 'event' | 'children'>, ids: Set<string>): void {
  if (firing.event) ids.add(firing.event.id);
  for (const child of firing.children) collectEvents(child, ids);
}
