import type { EventItem, Item } from '../../evaluation/items.ts';

/** How large one item may be as JSON in UTF-8: a payload may have 2 MiB, and there is something around it. */
export const maxItemBytes = 2_000_000;

/** Below this many characters an item is small enough, whatever the characters are (six bytes each at most). */
const SURELY_SMALL = 300_000;

/** About how many characters an item has as JSON; never far below. */
export function estimateCharacters(item: Item): number {
  if ('control' in item) return item.definition ? JSON.stringify(item.definition).length + 200 : 200;
  if ('barrier' in item) return 100;
  let characters = 200 + item.event.length;
  for (const match of item.matches) {
    characters += 70;
    for (const part of match.key) characters += 4 + part.length;
    if (match.run) characters += 40 + match.run.id.length;
  }
  return characters;
}

/** Whether an event's item fits a signal: one event may fit thousands of leaves, each with many `for_each` values. */
export function fitsSignal(item: EventItem): boolean {
  return estimateCharacters(item) <= SURELY_SMALL || Buffer.byteLength(JSON.stringify(item)) <= maxItemBytes;
}
