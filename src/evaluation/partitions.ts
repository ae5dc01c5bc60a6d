import { splitRows, type TriggerDefinition } from '../triggers/index.ts';
import type { AutomationState } from './state.ts';

/** When an automation is spread over more partitions, and over how many. */
export interface Partitioning {
  /** Size of the windows of one partition, in characters of its state, beyond which it is spread. */
  readonly characters: number;
  /** How many new partitions each one becomes. */
  readonly factor: number;
  /** The most partitions that there may be. */
  readonly most: number;
}

/**
 * Some 32,000 windows. A state of this size goes to the next run in five chunks. Few large partitions need fewer looks at
 * deadlines than many small ones: with 8 in place of 4, two cores are busy looking, and deadlines wait for their turn.
 */
export const DEFAULT_PARTITIONING: Partitioning = { characters: 2_800_000, factor: 4, most: 4_096 };

/** What held for runs that were not told. */
export const FIRST_PARTITIONING: Partitioning = { characters: 1_400_000, factor: 8, most: 4_096 };

/** Whether the keys of a trigger can be evaluated apart from each other: one event trigger with `for_each`. */
export function isDivisible(trigger: TriggerDefinition): boolean {
  return trigger.type === 'event' && trigger.for_each.length > 0;
}

/**
 * The partition that a key belongs to: the same for ever. With four times as many partitions, those of partition 3
 * of 4 belong to 3, 7, 11 and 15 of 16.
 *
 * @param key as `joinKey` writes it
 */
export function partitionOf(key: string, partitions: number): number {
  // FNV-1a with murmur's last mixing, since remainders look at the lowest bits only.
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % partitions;
}

/**
 * Divides the state of a partition: those keys stay that belong to it among `state.partitions`, and each other
 * partition gets a state with its own. What was counted so far stays here.
 *
 * @param state changed in place
 * @param from how many partitions there were
 */
export function divideState(state: AutomationState, from: number): AutomationState[] {
  const { partition: own = 0, partitions = 1, trigger } = state;
  const leaf = trigger.leaves[0];
  const rows = splitRows(leaf?.rows ?? [], (key) => partitionOf(key, partitions));
  const next = leaf?.next ?? null;
  const others: AutomationState[] = [];
  for (let partition = own + from; partition < partitions; partition += from) {
    others.push({
      ...state,
      partition,
      events: 0,
      firings: 0,
      firingsHere: 0,
      trigger: {
        ...trigger,
        leaves: [{ rows: rows.get(partition) ?? [], next }],
        reasons: { counts: {}, recent: [] },
      },
    });
  }
  trigger.leaves = [{ rows: rows.get(own) ?? [], next }];
  return others;
}
