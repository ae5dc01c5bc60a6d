import {
  compileTrigger,
  eventNames,
  projectEvent,
  type CompiledTrigger,
  type LeafMatch,
  type TriggerDefinition,
} from '../../triggers/index.ts';

/** An automation as the dispatcher knows it at its place in the log. */
export interface IndexedAutomation {
  readonly id: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly trigger: TriggerDefinition;
}

/** What the index looks at. */
export interface IndexedEvent {
  readonly event: string;
  readonly resource: Record<string, string>;
  readonly related: readonly Record<string, string>[];
}

interface Entry {
  readonly automation: IndexedAutomation;
  readonly compiled: CompiledTrigger;
}

/**
 * Finds the automations that an event concerns without asking each of them: by the event's whole name, by the
 * beginnings that patterns require, and the few that take any name. Only those found are matched in full.
 */
export class TriggerIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #exact = new Map<string, Set<Entry>>();
  readonly #prefixes = new Map<string, Set<Entry>>();
  readonly #any = new Set<Entry>();
  /** How many prefixes there are of each length: only these are cut off an event's name and looked up. */
  readonly #lengths = new Map<number, number>();

  /** Number of automations. */
  get size(): number {
    return this.#entries.size;
  }

  get(id: string): IndexedAutomation | undefined {
    return this.#entries.get(id)?.automation;
  }

  /** Adds an automation, or puts a new version in the place of the old one. */
  set(automation: IndexedAutomation): void {
    this.delete(automation.id);
    const entry: Entry = { automation, compiled: compileTrigger(automation.trigger) };
    this.#entries.set(automation.id, entry);
    const names = eventNames(entry.compiled);
    if (names.any) {
      this.#any.add(entry);
      return;
    }
    for (const name of names.exact) addTo(this.#exact, name, entry);
    for (const prefix of names.prefixes) {
      if (!this.#prefixes.has(prefix))
        this.#lengths.set(prefix.length, (this.#lengths.get(prefix.length) ?? 0) + 1);
      addTo(this.#prefixes, prefix, entry);
    }
  }

  /** Marks an automation as enabled or paused. */
  setEnabled(id: string, enabled: boolean): void {
    const entry = this.#entries.get(id);
    if (entry && entry.automation.enabled !== enabled) this.set({ ...entry.automation, enabled });
  }

  delete(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    if (this.#any.delete(entry)) return;
    const names = eventNames(entry.compiled);
    for (const name of names.exact) removeFrom(this.#exact, name, entry);
    for (const prefix of names.prefixes) {
      if (removeFrom(this.#prefixes, prefix, entry))
        this.#lengths.set(prefix.length, this.#lengths.get(prefix.length)! - 1);
    }
  }

  /** The enabled automations that the event concerns, with how it fits each leaf of their triggers. */
  *find(event: IndexedEvent): Generator<{ automation: IndexedAutomation; matches: LeafMatch[] }> {
    for (const entry of this.#candidates(event.event)) {
      if (!entry.automation.enabled) continue;
      const matches = projectEvent(entry.compiled, event);
      if (matches.length > 0) yield { automation: entry.automation, matches };
    }
  }

  #candidates(name: string): Set<Entry> {
    const exact = this.#exact.get(name);
    const found: Set<Entry>[] = [];
    if (exact) found.push(exact);
    if (this.#any.size > 0) found.push(this.#any);
    for (const [length, count] of this.#lengths) {
      if (count === 0 || length > name.length) continue;
      const entries = this.#prefixes.get(name.slice(0, length));
      if (entries) found.push(entries);
    }
    if (found.length === 0) return NONE;
    if (found.length === 1) return found[0]!;
    // An automation may be found in several ways, but is to be signalled once.
    const all = new Set<Entry>();
    for (const entries of found) for (const entry of entries) all.add(entry);
    return all;
  }
}

const NONE: Set<Entry> = new Set();

function addTo(map: Map<string, Set<Entry>>, key: string, entry: Entry): void {
  const entries = map.get(key);
  if (entries) entries.add(entry);
  else map.set(key, new Set([entry]));
}

/** Answers whether the key is gone. */
function removeFrom(map: Map<string, Set<Entry>>, key: string, entry: Entry): boolean {
  const entries = map.get(key);
  if (!entries?.delete(entry) || entries.size > 0) return false;
  map.delete(key);
  return true;
}
