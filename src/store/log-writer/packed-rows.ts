import type { LogTable } from '../schema.ts';

/** Numbers of a row: seq, at, lag, reached, shown, received, occurred, clock (NaN: null), depth. */
const NUMBERS = 9;

/** Rows of events as they travel between threads: as columns, since each object costs something on both sides. */
export interface PackedRows {
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly ids: readonly string[];
  readonly events: readonly string[];
  readonly resourceIds: readonly string[];
  readonly bodies: readonly string[];
}

/** Whether a row can be packed: it is an event's, and what is mostly null is null. */
export function isPackable(row: LogTable): boolean {
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
export function pack(rows: readonly LogTable[]): PackedRows {
  const numbers = new Float64Array(rows.length * NUMBERS);
  const ids: string[] = [];
  const events: string[] = [];
  const resourceIds: string[] = [];
  const bodies: string[] = [];
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
    bodies.push(row.body ?? '');
  }
  return { numbers, ids, events, resourceIds, bodies };
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

/** The values of one packed row. */
export function packedValues(packed: PackedRows, index: number): (string | number | null)[] {
  const { numbers, ids, events, resourceIds, bodies } = packed;
  const start = index * NUMBERS;
  const clock = numbers[start + 7]!;
  return [
    numbers[start]!,
    numbers[start + 1]!,
    numbers[start + 2]!,
    numbers[start + 3]!,
    numbers[start + 4]!,
    numbers[start + 5]!,
    numbers[start + 6]!,
    Number.isNaN(clock) ? null : clock,
    numbers[start + 8]!,
    ids[index]!,
    events[index]!,
    resourceIds[index]!,
    bodies[index]!,
  ];
}
