import type { NewRow } from '../log/draft.ts';
import { asString, type SharedText } from '../log/text.ts';
import type { LogTable } from '../schema.ts';

/**
 * Numbers of a row: seq, at, lag, reached, shown, received, occurred, clock (NaN: null), depth, and where its body is: of
 * which shared memory (-1: with the strings), from where, up to where.
 */
const NUMBERS = 12;

/** Rows of events as they travel between threads: as columns, since each object costs something on both sides. */
export interface PackedRows {
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly ids: readonly string[];
  readonly events: readonly string[];
  readonly resourceIds: readonly string[];
  /** Bodies that are strings, in the order of their rows. */
  readonly bodies: readonly string[];
  /** Where the other ones are. */
  readonly shared: readonly SharedText['bytes'][];
}

/** Whether a row can be packed: it is an event's, and what is mostly null is null. */
export function isPackable(row: NewRow): boolean {
  const { kind, id, event, resource_id, body, occurred, follows, origin, automation_id } = row;
  return (
    kind === 'event' &&
    id !== null &&
    event !== null &&
    resource_id !== null &&
    body !== null &&
    occurred !== null &&
    follows === null &&
    origin === null &&
    automation_id === null
  );
}

/** Packs rows of which {@link isPackable} holds. */
export function pack(rows: readonly NewRow[]): PackedRows {
  const numbers = new Float64Array(rows.length * NUMBERS);
  const ids: string[] = [];
  const events: string[] = [];
  const resourceIds: string[] = [];
  const bodies: string[] = [];
  const shared: SharedText['bytes'][] = [];
  let next = 0;
  for (const row of rows) {
    numbers[next++] = row.seq;
    numbers[next++] = row.at;
    numbers[next++] = row.lag;
    numbers[next++] = row.reached;
    numbers[next++] = row.shown;
    numbers[next++] = row.received;
    numbers[next++] = row.occurred ?? NaN;
    numbers[next++] = row.clock ?? NaN;
    numbers[next++] = row.depth;
    ids.push(row.id ?? '');
    events.push(row.event ?? '');
    resourceIds.push(row.resource_id ?? '');
    const body = row.body ?? '';
    if (typeof body === 'string') {
      numbers[next++] = -1;
      numbers[next++] = bodies.push(body) - 1;
      numbers[next++] = 0;
      continue;
    }
    // Events that were read together follow each other.
    if (shared.at(-1) !== body.bytes) shared.push(body.bytes);
    numbers[next++] = shared.length - 1;
    numbers[next++] = body.start;
    numbers[next++] = body.end;
  }
  return { numbers, ids, events, resourceIds, bodies, shared };
}

/** The columns of the values that {@link packedValues} gives; the others have their defaults. */
export const PACKED_COLUMNS = [
  'seq',
  'at',
  'lag',
  'reached',
  'shown',
  'received',
  'occurred',
  'clock',
  'depth',
  'id',
  'event',
  'resource_id',
  'body',
] as const satisfies readonly (keyof LogTable)[];

/** The values of packed rows, one row's after the other's. */
export function packedValues(packed: PackedRows, from: number, count: number): (string | number | null)[] {
  const { numbers, ids, events, resourceIds, bodies, shared } = packed;
  const values: (string | number | null)[] = [];
  for (let index = from; index < from + count; index += 1) {
    const at = index * NUMBERS;
    const clock = numbers[at + 7]!;
    const memory = numbers[at + 9]!;
    const start = numbers[at + 10]!;
    const body =
      memory < 0 ? bodies[start]! : asString({ bytes: shared[memory]!, start, end: numbers[at + 11]! });
    values.push(
      numbers[at]!,
      numbers[at + 1]!,
      numbers[at + 2]!,
      numbers[at + 3]!,
      numbers[at + 4]!,
      numbers[at + 5]!,
      numbers[at + 6]!,
      Number.isNaN(clock) ? null : clock,
      numbers[at + 8]!,
      ids[index]!,
      events[index]!,
      resourceIds[index]!,
      body,
    );
  }
  return values;
}
