import { sql } from 'kysely';
import type { Backend, Reader } from '../backends/backend.ts';
import type { Draft } from './draft.ts';
import type { Head } from './head.ts';
import { FOLLOWER_PATIENCE, sequence, type HeldEvent, type Plan } from './sequence.ts';

const IDS_A_QUERY = 400;

/**
 * Plans what appending does to the log. Nobody else may append until that is done.
 *
 * @param reader sees all that was appended before
 * @param at when the entries get their place (epoch ms)
 */
export async function planAppend(
  backend: Backend,
  reader: Reader,
  head: Head,
  at: number,
  drafts: readonly Draft[],
): Promise<Plan> {
  const ids = idsOf(drafts);
  const places = await backend.places(reader, ids);
  if (head.held === 0) return sequence(head, at, drafts, { places, held: [], overdue: [] });
  const overdue = await overdueAt(reader, at);
  const held = await heldBehind(reader, [...ids, ...overdue.map((event) => event.id)], overdue);
  return sequence(head, at, drafts, { places, held, overdue });
}

/** The ids of events and of those that they follow. */
function idsOf(drafts: readonly Draft[]): string[] {
  const ids: string[] = [];
  for (const draft of drafts) {
    if (draft.kind !== 'event') continue;
    ids.push(draft.id);
    if (draft.follows !== null) ids.push(draft.follows);
  }
  return ids;
}

/** Held events whose patience is over, in the order of their release. */
function overdueAt(reader: Reader, at: number): Promise<HeldEvent[]> {
  return reader
    .selectFrom('log')
    .select(['seq', 'id', 'follows', 'occurred'])
    .where(sql<boolean>`seq < 0`)
    .where('received', '<=', at - FOLLOWER_PATIENCE)
    .orderBy('received')
    .orderBy('occurred')
    .orderBy('seq', 'desc')
    .$castTo<HeldEvent>()
    .execute();
}

/** Everything that is held behind these events, directly or not, and what is held itself of `first`. */
async function heldBehind(
  reader: Reader,
  leaders: readonly string[],
  first: readonly HeldEvent[],
): Promise<HeldEvent[]> {
  const found = new Map(first.map((event) => [event.id, event]));
  let next = [...new Set(leaders)];
  while (next.length > 0) {
    const wanted = next.splice(0, IDS_A_QUERY);
    const rows = await reader
      .selectFrom('log')
      .select(['seq', 'id', 'follows', 'occurred'])
      .where(sql<boolean>`seq < 0`)
      .where('follows', 'in', wanted)
      .$castTo<HeldEvent>()
      .execute();
    const unseen = rows.filter((row) => !found.has(row.id));
    for (const row of unseen) found.set(row.id, row);
    next = next.concat(unseen.map((row) => row.id));
  }
  return [...found.values()];
}
