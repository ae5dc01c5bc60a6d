import { uuidV5 } from '../../evaluation/firing-id.ts';
import type { Item } from '../../evaluation/items.ts';
import type { ControlEntry, EventEntry, Log, LogEntry, NewEvent } from '../../store/log.ts';
import type { RunCauses } from '../../store/run-causes/run-cause-store.ts';
import { partitionOf } from '../../evaluation/partitions.ts';
import { isToldBy } from '../../evaluation/told-by.ts';
import { joinKey, type LeafMatch, type TriggerDefinition } from '../../triggers/index.ts';
import type { Ahead } from './ahead.ts';
import { fitsSignal, maxItemBytes } from './item-size.ts';
import { LOOP_WINDOW_MS, LoopGuard, type EventCause } from './loop-guard.ts';
import { barrierItem, controlItem, eventItem } from './to-item.ts';
import { TriggerIndex, type IndexedAutomation } from './trigger-index.ts';

/** What an automation was at a place of the log. */
export interface StateOfAutomation {
  readonly automationId: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly partitions: number;
  readonly definition: { readonly name: string; readonly trigger: TriggerDefinition };
}

/** An automation that an event concerns, and how. */
interface Found {
  readonly automation: IndexedAutomation;
  readonly matches: readonly LeafMatch[];
}

/** What the router needs of the store. */
export interface RouterStore {
  readonly log: Pick<Log, 'append'>;
  readonly runCauses: RunCauses;
  readonly automations: {
    /** Pauses an automation and appends the event that says why; nothing when that event is there already. */
    stop(id: string, event: NewEvent): Promise<void>;
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
  /** How often in ten minutes an automation may fire on what it has caused itself; 0: any number. */
  readonly loopFirings: number;
  /** Takes what an automation, or one partition of it, is to be told. `ahead`: its actions are under way already. */
  readonly push: (automationId: string, item: Item, partition: number, ahead?: boolean) => void;
  /** Carries out actions before the workflow is told, where that is possible; never when absent. */
  readonly ahead?: Pick<Ahead, 'take' | 'created' | 'skip' | 'forget'> | undefined;
  /** Told when a chain of automations is cut. */
  readonly onChainCut?: (automationId: string, entry: EventEntry, paused: boolean) => void;
  /** Told when an automation is paused since it keeps firing on what it causes itself. */
  readonly onRestless?: (automationId: string, entry: EventEntry) => void;
}

/** Says that a chain of automations triggering each other was cut. */
const CHAIN_CUT = 'prefect.automation.chain-cut';

/** Says that an automation was paused since it kept firing on what it caused itself. */
const LOOP_STOPPED = 'prefect.automation.loop-stopped';

/** Says that an event could not be handed to an automation. */
const TOO_LARGE = 'prefect.automation.event-too-large';

/** Automations read at once at the start: others get their turn in between. */
const LOADED_AT_ONCE = 500;

/** Turns entries of the log, taken in order, into what each automation is to be told. */
export class Router {
  readonly #options: RouterOptions;
  readonly #index = new TriggerIndex();
  readonly #guard: LoopGuard;
  /** Over how many partitions the keys of automations are spread; those with one are not in it. */
  readonly #partitions = new Map<string, number>();

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#guard = new LoopGuard(options.loopFirings, options.store.runCauses);
  }

  /** Number of automations. */
  get size(): number {
    return this.#index.size;
  }

  /** Whether there is such an automation at this place of the log. */
  has(automationId: string): boolean {
    return this.#index.get(automationId) !== undefined;
  }

  /** Takes up the automations as they were at a place of the log. */
  async load(seq: number): Promise<void> {
    const { automations } = this.#options.store;
    for (let after = ''; ;) {
      const states = await automations.statesAt(seq, { after, limit: LOADED_AT_ONCE });
      for (const { automationId: id, version, enabled, partitions, definition } of states) {
        if (partitions > 1) this.#partitions.set(id, partitions);
        this.#index.set({ id, version, enabled, trigger: definition.trigger });
        after = id;
      }
      if (states.length < LOADED_AT_ONCE) return;
    }
  }

  /** Puts on record what is needed of entries that will not be read again. */
  save(): Promise<void> {
    return this.#guard.save();
  }

  /**
   * Takes the next entry.
   *
   * @returns what to wait for before the one after it; nothing when that is done
   */
  route(entry: LogEntry): Promise<void> | undefined {
    switch (entry.kind) {
      case 'event': {
        const restless = this.#guard.noteOwnEvent(entry);
        if (entry.brief && !this.#index.mayConcern(entry.brief)) return undefined;
        const found = [...this.#index.find(entry.event)];
        if (restless === null && found.length === 0) return undefined;
        return this.#routeEvent(entry, found, restless);
      }
      case 'control':
        return this.#routeControl(entry);
      case 'barrier':
        if (this.#index.get(entry.automationId))
          this.#options.push(entry.automationId, barrierItem(entry), entry.partition);
        return undefined;
      case 'online':
        // Downtimes reach the workflows through the events' clock.
        return undefined;
    }
  }

  async #routeEvent(given: EventEntry, found: readonly Found[], restless: string | null): Promise<void> {
    const { chainDepth, push } = this.#options;
    if (restless !== null) await this.#stopRestless(given, restless);
    let cause: EventCause | undefined;
    let entry = given;
    for (const { automation, matches } of found) {
      // What an automation tells of itself never triggers it: one that matches every event would go on for ever.
      if (isToldBy(given, automation.id)) continue;
      if (!cause) {
        cause = await this.#guard.causeOf(given);
        if (cause.depth !== given.depth) entry = { ...given, event: given.event, depth: cause.depth };
      }
      this.#guard.noteTriggered(automation.id, cause);
      if (entry.depth >= chainDepth && entry.event.event !== CHAIN_CUT) {
        await this.#cutChain(entry, automation.id);
        continue;
      }
      const item = eventItem(entry, matches);
      if (fitsSignal(item)) {
        const ahead = !this.#partitions.has(automation.id) && this.#options.ahead?.take(automation, item);
        push(automation.id, item, this.#partitionOf(automation.id, matches), ahead);
      } else await this.#refuseLarge(entry, automation.id);
    }
  }

  async #routeControl(entry: ControlEntry): Promise<void> {
    const { automationId: id, control } = entry;
    if (control.type === 'created' || control.type === 'updated') {
      const definition = await this.#options.store.automations.version(id, control.version);
      if (!definition) throw new Error(`version ${control.version} of automation ${id} is missing`);
      const automation = {
        id,
        version: control.version,
        enabled: control.enabled,
        trigger: definition.trigger,
      };
      this.#guard.forget(id);
      if (control.type === 'created') this.#options.ahead?.created(id);
      else this.#options.ahead?.forget(id);
      this.#index.set(automation);
      this.#pushToAll(id, controlItem(entry, { ...automation, name: definition.name }));
      this.#partitions.delete(id);
      return;
    }
    if (control.type === 'test-fired') {
      // Each partition would fire: the first one does it for all.
      if (!this.has(id)) return;
      this.#options.ahead?.skip(id);
      this.#options.push(id, controlItem(entry, undefined), 0);
      return;
    }
    if (control.type !== 'paused' && control.type !== 'partitioned') this.#guard.forget(id);
    if (control.type === 'partitioned') this.#partitions.set(id, control.partitions);
    else if (control.type !== 'deleted') this.#index.setEnabled(id, control.type === 'resumed');
    this.#pushToAll(id, controlItem(entry, undefined, this.#index.get(id)?.trigger));
    if (control.type !== 'deleted') return;
    this.#index.delete(id);
    this.#partitions.delete(id);
    this.#options.ahead?.forget(id);
  }

  /** The keys of one leaf are divided: only an automation of one leaf has partitions. */
  #partitionOf(automationId: string, matches: readonly LeafMatch[]): number {
    const partitions = this.#partitions.get(automationId);
    return partitions === undefined ? 0 : partitionOf(joinKey(matches[0]!.key), partitions);
  }

  #pushToAll(automationId: string, item: Item): void {
    const partitions = this.#partitions.get(automationId) ?? 1;
    for (let partition = 0; partition < partitions; partition += 1)
      this.#options.push(automationId, item, partition);
  }

  /**
   * Automations that trigger each other are cut here, with an event that says so; one that goes round in a loop is paused. The event may
   * trigger others, so that somebody can be told; what these emit is past the limit and is the end of it, without a further event.
   */
  async #cutChain(entry: EventEntry, automationId: string): Promise<void> {
    const { chainDepth } = this.#options;
    if (entry.depth > chainDepth) return;
    const paused = this.#guard.isInLoop(automationId);
    this.#options.onChainCut?.(automationId, entry, paused);
    const event = tellingEvent(entry, automationId, {
      event: CHAIN_CUT,
      namespace: 'chain-cut',
      reason: `not triggered: ${entry.depth} automations in a row have triggered each other (limit ${chainDepth})`,
      depth: chainDepth,
      paused,
    });
    if (paused) await this.#options.store.automations.stop(automationId, event);
    else await this.#options.store.log.append([event]);
  }

  /** Pauses an automation that keeps firing on what it causes itself, with an event that says so. */
  async #stopRestless(entry: EventEntry, automationId: string): Promise<void> {
    const { loopFirings, store } = this.#options;
    this.#options.onRestless?.(automationId, entry);
    const event = tellingEvent(entry, automationId, {
      event: LOOP_STOPPED,
      namespace: 'loop-stopped',
      reason: `paused: fired more than ${loopFirings} times in ${LOOP_WINDOW_MS / 60_000} minutes on what it had caused itself`,
      depth: entry.depth,
      paused: true,
    });
    await store.automations.stop(automationId, event);
  }

  /** No signal could carry it, so the automation is passed over, with an event that says so. */
  async #refuseLarge(entry: EventEntry, automationId: string): Promise<void> {
    if (entry.event.event === TOO_LARGE) return;
    const event = tellingEvent(entry, automationId, {
      event: TOO_LARGE,
      namespace: 'event-too-large',
      reason: `not triggered: what the trigger needs of the event is too large (limit ${maxItemBytes} bytes): its for_each values, times the triggers that it fits`,
      depth: entry.depth + 1,
    });
    await this.#options.store.log.append([event]);
  }
}

/** The event that tells what the dispatcher did with an automation because of an entry; the same for the same entry. */
function tellingEvent(
  entry: EventEntry,
  automationId: string,
  about: { event: string; namespace: string; reason: string; depth: number; paused?: boolean },
): NewEvent {
  const { id } = entry.event;
  const { paused } = about;
  return {
    event: {
      id: uuidV5(`${about.namespace}/${automationId}`, id),
      occurred: new Date(entry.at).toISOString(),
      event: about.event,
      resource: { 'prefect.resource.id': `prefect.automation.${automationId}` },
      related: [
        { 'prefect.resource.id': `prefect.event.${id}`, 'prefect.resource.role': 'triggering-event' },
      ],
      payload: { reason: about.reason, depth: entry.depth, ...(paused !== undefined && { paused }) },
      follows: null,
    },
    origin: automationId,
    depth: about.depth,
  };
}
