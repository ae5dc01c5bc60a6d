import {
  compileTrigger,
  eventNames,
  projectEvent,
  type CompiledLeaf,
  type CompiledTrigger,
  type LeafMatch,
  type RequiredText,
  type TriggerDefinition,
} from '../../triggers/index.ts';
import type { EventBrief } from '../../store/log.ts';
import { LabelIndex, type IndexedEvent, type Shelf } from './label-index.ts';
import { TextIndex } from './text-index.ts';

export type { IndexedEvent } from './label-index.ts';

/** An automation as the dispatcher knows it at its place in the log. */
export interface IndexedAutomation {
  readonly id: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly trigger: TriggerDefinition;
}

interface Entry {
  automation: IndexedAutomation;
  readonly compiled: CompiledTrigger;
  readonly places: Place[];
}

/** One place where an automation can be found: a name (null: any), and within that a label. */
interface Place {
  readonly name: RequiredText | null;
  readonly shelf: Shelf;
}

/**
 * Finds the automations that an event concerns without asking each of them. First by the event's name: the whole name,
 * the beginnings that patterns require, and those that take any name. Among these by a label that they
 * require of the resource or of a related one. Only those found are matched in full.
 */
export class TriggerIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #byName = new TextIndex<LabelIndex<Entry>>();
  readonly #anyName = new LabelIndex<Entry>();

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
    const compiled = compileTrigger(automation.trigger);
    const entry: Entry = { automation, compiled, places: [] };
    this.#entries.set(automation.id, entry);
    for (const leaf of compiled.leaves) {
      for (const name of namesOf(leaf)) {
        const labels = name === null ? this.#anyName : this.#byName.getOrPut(name, () => new LabelIndex());
        entry.places.push({ name, shelf: labels.add(entry, leaf) });
      }
    }
  }

  /** Marks an automation as enabled or paused. */
  setEnabled(id: string, enabled: boolean): void {
    const entry = this.#entries.get(id);
    if (entry) entry.automation = { ...entry.automation, enabled };
  }

  delete(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    for (const { name, shelf } of entry.places) {
      const labels = name === null ? this.#anyName : this.#byName.get(name);
      labels?.remove(entry, shelf);
      if (name !== null && labels?.isEmpty) this.#byName.delete(name);
    }
  }

  /** Whether an event of which so much is known may concern anybody: if not, the rest of it need not be looked at. */
  mayConcern(event: EventBrief): boolean {
    if (this.#anyName.mayConcern(event)) return true;
    let may = false;
    this.#byName.find(event.name, (labels) => (may ||= labels.mayConcern(event)));
    return may;
  }

  /** The enabled automations that the event concerns, with how it fits each leaf of their triggers. */
  *find(event: IndexedEvent): Generator<{ automation: IndexedAutomation; matches: LeafMatch[] }> {
    for (const { automation, compiled } of this.candidates(event)) {
      if (!automation.enabled) continue;
      const matches = projectEvent(compiled, event);
      if (matches.length > 0) yield { automation, matches };
    }
  }

  /** Those that may be concerned, each once: all that are, and few that are not. */
  candidates(
    event: IndexedEvent,
  ): Iterable<{ readonly automation: IndexedAutomation; readonly compiled: CompiledTrigger }> {
    const found: ReadonlySet<Entry>[] = [];
    const take = (entries: ReadonlySet<Entry>): void => void found.push(entries);
    this.#byName.find(event.event, (labels) => labels.find(event, take));
    this.#anyName.find(event, take);
    if (found.length <= 1) return found[0] ?? [];
    // An automation may be found in several ways, but is to be signalled once.
    const all = new Set<Entry>();
    for (const entries of found) for (const entry of entries) all.add(entry);
    return all;
  }
}

/** The names by which a leaf is looked up; null: any name. */
function namesOf(leaf: CompiledLeaf): (RequiredText | null)[] {
  const { exact, prefixes, any } = eventNames(leaf);
  if (any) return [null];
  return [
    ...exact.map((prefix) => ({ prefix, exact: true })),
    ...prefixes.map((prefix) => ({ prefix, exact: false })),
  ];
}
