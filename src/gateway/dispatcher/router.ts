import { uuidV5 } from '../../evaluation/firing-id.ts';
import type { Item } from '../../evaluation/items.ts';
import type { ControlEntry, EventEntry, Log, LogEntry } from '../../store/log.ts';
import type { TriggerDefinition } from '../../triggers/index.ts';
import { fitsSignal, maxItemBytes } from './item-size.ts';
import { barrierItem, controlItem, eventItem } from './to-item.ts';
import { TriggerIndex } from './trigger-index.ts';

/** What an automation was at a place of the log. */
export interface StateOfAutomation {
  readonly automationId: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly definition: { readonly name: string; readonly trigger: TriggerDefinition };
}

/** What the router needs of the store. */
export interface RouterStore {
  readonly log: Pick<Log, 'append'>;
  readonly automations: {
    /** A page of the automations that existed at that place of the log, as they were there; by id. */
    statesAt(seq: number, page: { after: string; limit: number }): Promise<StateOfAutomation[]>;
    /** One of them. */
    stateAt(seq: number, id: string): Promise<StateOfAutomation | undefined>;
    version(id: string, version: number): Promise<{ name: string; trigger: TriggerDefinition } | undefined>;
  };
}

export interface RouterOptions {
  readonly store: RouterStore;
  /** Automations that may trigger each other in a row. */
  readonly chainDepth: number;
  /** Takes what an automation is to be told. */
  readonly push: (automationId: string, item: Item) => void;
  /** Told when a chain of automations is cut. */
  readonly onChainCut?: (automationId: string, entry: EventEntry) => void;
}

/** Says that a chain of automations triggering each other was cut. */
const CHAIN_CUT = 'prefect.automation.chain-cut';

/** Says that an event could not be handed to an automation. */
const TOO_LARGE = 'prefect.automation.event-too-large';

/** Automations read at once at the start: others get their turn in between. */
const LOADED_AT_ONCE = 500;

/** Turns entries of the log, taken in order, into what each automation is to be told. */
export class Router {
  readonly #options: RouterOptions;
  readonly #index = new TriggerIndex();

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  /** Number of automations. */
  get size(): number {
    return this.#index.size;
  }

  /** Takes up the automations as they were at a place of the log. */
  async load(seq: number): Promise<void> {
    const { automations } = this.#options.store;
    for (let after = ''; ;) {
      const states = await automations.statesAt(seq, { after, limit: LOADED_AT_ONCE });
      for (const { automationId: id, version, enabled, definition } of states) {
        this.#index.set({ id, version, enabled, trigger: definition.trigger });
        after = id;
      }
      if (states.length < LOADED_AT_ONCE) return;
    }
  }

  /** Takes the next entry. */
  async route(entry: LogEntry): Promise<void> {
    switch (entry.kind) {
      case 'event':
        await this.#routeEvent(entry);
        break;
      case 'control':
        await this.#routeControl(entry);
        break;
      case 'barrier':
        if (this.#index.get(entry.automationId)) this.#options.push(entry.automationId, barrierItem(entry));
        break;
      case 'online':
        // Downtimes reach the workflows through the events' clock.
        break;
    }
  }

  async #routeEvent(entry: EventEntry): Promise<void> {
    const { chainDepth, push } = this.#options;
    for (const { automation, matches } of this.#index.find(entry.event)) {
      // What an automation tells of itself never triggers it: one that matches every event would go on for ever.
      if (entry.origin === automation.id || isAbout(entry, automation.id)) continue;
      if (entry.depth >= chainDepth && entry.event.event !== CHAIN_CUT) {
        await this.#cutChain(entry, automation.id);
        continue;
      }
      const item = eventItem(entry, matches);
      if (fitsSignal(item)) push(automation.id, item);
      else await this.#refuseLarge(entry, automation.id);
    }
  }

  async #routeControl(entry: ControlEntry): Promise<void> {
    const { automationId: id, control } = entry;
    const { push } = this.#options;
    if (control.type === 'created' || control.type === 'updated') {
      const definition = await this.#options.store.automations.version(id, control.version);
      if (!definition) throw new Error(`version ${control.version} of automation ${id} is missing`);
      const automation = {
        id,
        version: control.version,
        enabled: control.enabled,
        trigger: definition.trigger,
      };
      this.#index.set(automation);
      push(id, controlItem(entry, { ...automation, name: definition.name }));
      return;
    }
    if (control.type === 'deleted') this.#index.delete(id);
    else this.#index.setEnabled(id, control.type === 'resumed');
    push(id, controlItem(entry, undefined));
  }

  /**
   * Automations that trigger each other are cut here, with an event that says so. It may trigger others, so that
   * somebody can be told; what these emit is past the limit and is the end of it, without a further event.
   */
  async #cutChain(entry: EventEntry, automationId: string): Promise<void> {
    const { chainDepth } = this.#options;
    if (entry.depth > chainDepth) return;
    this.#options.onChainCut?.(automationId, entry);
    await this.#tellNotTriggered(entry, automationId, {
      event: CHAIN_CUT,
      namespace: 'chain-cut',
      reason: `${entry.depth} automations in a row have triggered each other (limit ${chainDepth})`,
      depth: chainDepth,
    });
  }

  /** No signal could carry it, so the automation is passed over, with an event that says so. */
  async #refuseLarge(entry: EventEntry, automationId: string): Promise<void> {
    if (entry.event.event === TOO_LARGE) return;
    await this.#tellNotTriggered(entry, automationId, {
      event: TOO_LARGE,
      namespace: 'event-too-large',
      reason: `what the trigger needs of the event is too large (limit ${maxItemBytes} bytes): its for_each values, times the triggers that it fits`,
      depth: entry.depth + 1,
    });
  }

  async #tellNotTriggered(
    entry: EventEntry,
    automationId: string,
    about: { event: string; namespace: string; reason: string; depth: number },
  ): Promise<void> {
    const { id } = entry.event;
    await this.#options.store.log.append([
      {
        event: {
          id: uuidV5(`${about.namespace}/${automationId}`, id),
          occurred: new Date(entry.at).toISOString(),
          event: about.event,
          resource: { 'prefect.resource.id': `prefect.automation.${automationId}` },
          related: [
            { 'prefect.resource.id': `prefect.event.${id}`, 'prefect.resource.role': 'triggering-event' },
          ],
          payload: { reason: `not triggered: ${about.reason}`, depth: entry.depth },
          follows: null,
        },
        origin: automationId,
        depth: about.depth,
      },
    ]);
  }
}

/** Whether an event tells what became of the automation itself, whoever caused it. */
function isAbout({ event }: EventEntry, automationId: string): boolean {
  return (
    event.event.startsWith('prefect.automation.') &&
    event.resource['prefect.resource.id'] === `prefect.automation.${automationId}`
  );
}
