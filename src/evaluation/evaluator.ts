import {
  compileTrigger,
  newTriggerState,
  nextPass,
  passPatience,
  reduce,
  type CompiledTrigger,
  type LeafPast,
  type TriggerDefinition,
  type TriggerFiring,
  type TriggerInput,
} from '../triggers/index.ts';
import { firingId } from './firing-id.ts';
import type { ControlItem, Item, TestFire } from './items.ts';
import type { AutomationState } from './state.ts';

/** A firing as decided: what the actions are told. Plain JSON. */
export interface Firing extends TriggerFiring {
  readonly id: string;
  readonly automationId: string;
  /** The version of the definition that fired: its actions are carried out, even if it has been changed since. */
  readonly version: number;
  readonly ordinal: number;
  /** Length of the chain of causes of the event that fired it. */
  readonly depth: number;
  /** There for a firing that was asked for as a test: the id of the event that tells of the request. */
  readonly test?: { readonly request: string };
}

/** When a pass is due and what the log says of it. */
export interface ReachedPass {
  readonly at: number;
  readonly p: number;
  readonly resumedAt?: number;
}

/**
 * Evaluates one automation: takes entries of the log in order and answers firings. Pure but for the state that it owns:
 * no clock, no I/O. The workflow, the conformance runner and replays of recorded events all drive this.
 */
export class Evaluator {
  state: AutomationState;
  #compiled: CompiledTrigger | null = null;

  constructor(state: AutomationState) {
    this.state = state;
    this.#compiled = state.definition && compileTrigger(state.definition.trigger);
  }

  /** Goes on from a state that was put away. */
  restore(state: AutomationState): void {
    this.state = state;
    this.#compiled = state.definition && compileTrigger(state.definition.trigger);
  }

  /** The compiled trigger, null before the creation has arrived. */
  get compiled(): CompiledTrigger | null {
    return this.#compiled;
  }

  /** Whether this is a partition that its automation no longer has. */
  get isRetired(): boolean {
    const { partition = 0, partitions = 1 } = this.state;
    return this.state.lastSeq > 0 && partition >= partitions;
  }

  /** The events' clock (epoch ms) at which the next pass over the proactive triggers is due; null when there is none. */
  get nextPass(): number | null {
    return this.#compiled && !this.state.deleted ? nextPass(this.#compiled, this.state.trigger) : null;
  }

  /** Until when (events' clock, epoch ms) that pass can wait if nothing arrives; its own time where it may decide something. */
  get passAtLatest(): number | null {
    const pass = this.nextPass;
    return pass === null || !this.#compiled ? null : pass + passPatience(this.#compiled, this.state.trigger);
  }

  /** The trigger whose metrics are to begin with what the log has up to an entry; null when the entry asks for nothing. */
  pastOf(item: ControlItem): TriggerDefinition | null {
    const { state } = this;
    if (!item.past || item.seq <= state.lastSeq || state.deleted) return null;
    if (item.control === 'resumed' && state.enabled) return null;
    return (item.definition ?? state.definition)?.trigger ?? null;
  }

  /**
   * Takes one entry; what has been seen (`seq <= lastSeq`) is dropped, so that a second delivery changes nothing.
   *
   * @param past - what the log has for the metrics of {@link pastOf}
   */
  apply(item: Item, past?: readonly LeafPast[]): Firing[] {
    const { state } = this;
    if (item.seq <= state.lastSeq || state.deleted) return [];
    state.lastSeq = item.seq;
    state.firingsHere = 0;
    state.lag = item.lag ?? 0;
    if ('barrier' in item) return [];
    if ('control' in item) return this.#control(item, past);
    state.events += 1;
    const { at, seq, id, occurred, matches } = item;
    return this.#reduce(
      { type: 'event', at, lag: state.lag, ...shownBefore(item), seq, id, occurred, matches },
      item.depth ?? 0,
    );
  }

  /** Makes the pass that the log says has been reached. */
  pass(reached: ReachedPass): Firing[] {
    return this.#reduce({ type: 'pass', ...reached }, 0);
  }

  #control(item: ControlItem, past: readonly LeafPast[] | undefined): Firing[] {
    const { state } = this;
    const { at, lag = 0 } = item;
    switch (item.control) {
      case 'created':
      case 'updated':
        // A new definition starts afresh: nothing of the old windows means anything to it (G5).
        if (item.control === 'updated' && state.partition) return this.#retire();
        state.version = item.version;
        if (item.partitions !== undefined) state.partitions = item.partitions;
        else delete state.partitions;
        state.definition = item.definition ?? state.definition;
        state.trigger = newTriggerState();
        state.enabled = item.enabled ?? true;
        this.#compiled = state.definition && compileTrigger(state.definition.trigger);
        return this.#reduce({ type: 'load', at, lag, ...shownBefore(item), enabled: state.enabled, past }, 0);
      case 'paused':
        if (!state.enabled) return [];
        state.enabled = false;
        return this.#reduce({ type: 'disable', at }, 0);
      case 'resumed':
        if (state.enabled) return [];
        state.enabled = true;
        return this.#reduce({ type: 'enable', at, lag, ...shownBefore(item), past }, 0);
      case 'deleted':
        state.deleted = true;
        return [];
      case 'test-fired':
        return item.test && state.definition ? [this.#testFiring(item.at, item.test)] : [];
      case 'partitioned':
        // Whoever drives the evaluation divides the windows, or gets those of this partition.
        state.partitions = item.partitions ?? 1;
        return [];
    }
  }

  /** A firing that the trigger has no part in: neither its windows nor the ids of other firings change. */
  #testFiring(at: number, { firing: id, request, event, labels }: TestFire): Firing {
    const { automationId, version } = this.state;
    return {
      id,
      automationId,
      version,
      ordinal: this.state.firings++,
      depth: 0,
      at,
      state: 'Triggered',
      labels,
      event,
      trigger: '',
      children: [],
      reason: { code: 'test-fired', at, trigger: '', seq: event?.seq ?? null },
      test: { request },
    };
  }

  /** A new definition begins in one partition again: the others have nothing left to do. */
  #retire(): Firing[] {
    const { state } = this;
    state.partitions = 1;
    state.definition = null;
    state.trigger = newTriggerState();
    this.#compiled = null;
    return [];
  }

  #reduce(input: TriggerInput, depth: number): Firing[] {
    if (!this.#compiled) return [];
    const { firings } = reduce(this.#compiled, this.state.trigger, input);
    return firings.map((firing) => {
      const { automationId, version, lastSeq, partition } = this.state;
      const id = firingId(automationId, lastSeq, this.state.firingsHere++, partition);
      return { ...firing, id, automationId, version, ordinal: this.state.firings++, depth };
    });
  }
}

/** What the events' clock had shown before an entry; an item leaves out what follows from the rest. */
function shownBefore({ at, lag = 0, reached = at - lag, shown = reached }: Item): {
  reached: number;
  shown: number;
} {
  return { reached, shown };
}
