import type { LeafMatch } from '../triggers/index.ts';
import type { EventItem, Item, ItemBatch, ItemRow, ItemTable } from './items.ts';

/** From this many items on, a batch is packed: fewer are easier to read as they are, and small anyway. */
const PACKED_ITEMS = 8;

/** What the places of a row mean, for people who read histories. */
const COLUMNS =
  'seq, at - since, id, event, occurred - since, matches, lag, reached - (at - lag), shown - reached, depth';

/**
 * Makes a batch of items. Many items become a table, with each name and each way to match written once: a third of
 * the text, and Temporal copies every byte several times.
 */
export function packItems(items: readonly Item[]): ItemBatch {
  const first = items[0];
  if (first === undefined || items.length < PACKED_ITEMS) return { items };
  const { at: since } = first;
  const events = new Numbering<string>();
  const matches = new Numbering<readonly LeafMatch[]>();
  const rows = items.map((item) => toRow(item, since, events, matches) ?? item);
  return { table: { columns: COLUMNS, since, events: events.values, matches: matches.values, rows } };
}

/** The items of a batch, as they were. */
export function unpackItems(batch: ItemBatch): readonly Item[] {
  if ('items' in batch) return batch.items;
  const { table } = batch;
  return table.rows.map((row) => (isRow(row) ? fromRow(row, table) : row));
}

/** Places that each row has; those after them are 0 when absent. */
const REQUIRED = 6;

function isRow(row: ItemTable['rows'][number]): row is ItemRow {
  return Array.isArray(row);
}

/** Null when it's no event, or its times cannot be told from their distance to `since`: then it goes as it is. */
function toRow(
  item: Item,
  since: number,
  events: Numbering<string>,
  matches: Numbering<readonly LeafMatch[]>,
): ItemRow | null {
  if (!('matches' in item)) return null;
  const { seq, at, id, occurred, depth = 0, lag = 0, reached = at - lag, shown = reached } = item;
  const sinceAt = at - since;
  const sinceOccurred = occurred - since;
  const late = reached - (at - lag);
  const later = shown - reached;
  const exact =
    since + sinceAt === at &&
    since + sinceOccurred === occurred &&
    at - lag + late === reached &&
    reached + later === shown;
  if (!exact) return null;
  const name = events.of(item.event, item.event);
  const match = matches.of(nameOf(item.matches), item.matches);
  const row = [seq, sinceAt, id, name, sinceOccurred, match, lag, late, later, depth];
  while (row.at(-1) === 0 && row.length > REQUIRED) row.pop();
  return row as unknown as ItemRow;
}

function fromRow(row: ItemRow, { since, events, matches }: ItemTable): EventItem {
  const [seq, sinceAt, id, event, sinceOccurred, match, lag = 0, late = 0, later = 0, depth = 0] = row;
  const at = since + sinceAt;
  const reached = at - lag + late;
  const item: { -readonly [Key in keyof EventItem]: EventItem[Key] } = {
    seq,
    at,
    id,
    event: events[event]!,
    occurred: since + sinceOccurred,
    matches: matches[match]!,
  };
  if (lag !== 0) item.lag = lag;
  if (late !== 0) item.reached = reached;
  if (later !== 0) item.shown = reached + later;
  if (depth !== 0) item.depth = depth;
  return item;
}

/** A text that is the same only for the same matches: each value comes with its length, so none can pose as two. */
function nameOf(matches: readonly LeafMatch[]): string {
  let name = '';
  for (const { leaf, expect, after, key, run } of matches) {
    name += `${leaf}${expect ? 'e' : ''}${after ? 'a' : ''}${key.length}`;
    for (const value of key) name += `,${value.length}:${value}`;
    if (run) name += `!${run.state},${run.id.length}:${run.id}`;
    name += ';';
  }
  return name;
}

/** Values that are numbered as they come, each different one once. */
class Numbering<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  of(name: string, value: T): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.values.length);
    return this.values.push(value) - 1;
  }
}
