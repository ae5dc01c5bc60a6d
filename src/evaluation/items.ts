import type { EventRef, LeafMatch, TriggerDefinition } from '../triggers/index.ts';

/**
 * What travels from the dispatcher to an automation's workflow: entries of the log, cut down to what the trigger needs.
 * `seq` is the place in the log, `at` (epoch ms) when the entry got it, `lag` (ms, 0 when absent) how far the events' clock was behind.
 */
export type Item = EventItem | ControlItem | BarrierItem;

interface ItemBase {
  readonly seq: number;
  readonly at: number;
  readonly lag?: number;
  /** Highest time that the events' clock had shown before; absent when that is `at − lag`. */
  readonly reached?: number;
  /** What it showed just before; absent when that is `reached`. */
  readonly shown?: number;
}

/** An event that fits at least one leaf of the trigger. */
export interface EventItem extends ItemBase {
  readonly id: string;
  /** The event's name: no trigger looks at it here, but people who read histories do. */
  readonly event: string;
  /** Epoch ms. */
  readonly occurred: number;
  readonly matches: readonly LeafMatch[];
  /** Length of its chain of causes: 0 (absent) for events from outside. */
  readonly depth?: number;
}

/** What the workflow has to know of an automation's definition. */
export interface AutomationDefinition {
  readonly name: string;
  readonly trigger: TriggerDefinition;
}

/** A change of the automation itself; creation and updates carry the definition. */
export interface ControlItem extends ItemBase {
  readonly control: 'created' | 'updated' | 'paused' | 'resumed' | 'deleted' | 'partitioned' | 'test-fired';
  readonly version: number;
  readonly enabled?: boolean;
  readonly definition?: AutomationDefinition;
  /** From here on its keys are spread over this many partitions; one when absent. */
  readonly partitions?: number;
  /** `partitioned`: over how many they were spread before. */
  readonly from?: number;
  /** Its metrics begin with what the log has of flow runs up to here, which the workflow looks up. */
  readonly past?: true;
  /** `test-fired`: the firing that was asked for. */
  readonly test?: TestFire;
}

/** A firing that somebody asks for, to see what an automation's actions come to. */
export interface TestFire {
  /** The firing's id: whoever asks again with the same key gets the same one. */
  readonly firing: string;
  /** The id of the event that tells of the request; one that came with the request stands in its payload. */
  readonly request: string;
  /** The recorded event that it is to fire on; null without one. */
  readonly event: EventRef | null;
  /** The values of `for_each` in that event. */
  readonly labels: Record<string, string>;
}

/** From its place on the keys of an automation are spread over more partitions. */
export type PartitionedItem = ControlItem & {
  readonly control: 'partitioned';
  readonly partitions: number;
  readonly from: number;
};

/** Tells whether an item spreads an automation over partitions. */
export function isPartitioned(item: Item): item is PartitionedItem {
  return 'control' in item && item.control === 'partitioned';
}

/** Everything received before this entry has been delivered. */
export interface BarrierItem extends ItemBase {
  readonly barrier: true;
}

/** One signal: items in the order of the log, as they are or (many of them) as a table. */
export type ItemBatch = ({ readonly items: readonly Item[] } | { readonly table: ItemTable }) & {
  /** Nothing more is sent until the run that takes these has handed over to the next one. */
  readonly last?: true;
};

/** `seq, at, id, event, occurred, matches` and what follows if it isn't 0; see `packItems`. */
export type ItemRow = readonly [number, number, string, number, number, number, ...number[]];

/** Items in a shorter form: see `packItems`. */
export interface ItemTable {
  /** What the places of a row mean: for people only. */
  readonly columns: string;
  /** Epoch ms: the time from which those of the rows are counted. */
  readonly since: number;
  /** The names of the events, which rows point to. */
  readonly events: readonly string[];
  /** The ways to match, which rows point to. */
  readonly matches: readonly (readonly LeafMatch[])[];
  /** An array for each event, or an item as it is. */
  readonly rows: readonly (Item | ItemRow)[];
}
