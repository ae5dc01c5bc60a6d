import type { Transaction } from 'kysely';
import type { Write } from '../log/write.ts';
import type { Database, FiringActionTable } from '../schema.ts';
import { firingChanges } from './firing-changes.ts';
import type { FiringDraft } from './firing-rows.ts';

const ROWS_A_QUERY = 100;

/** Writes firings and how their actions stand; what is there already and has ended in its round is left alone. */
export async function recordFirings(
  write: Write,
  firings: readonly FiringDraft[],
  actions: readonly FiringActionTable[],
): Promise<void> {
  const { trx, at } = write;
  const changes = firingChanges(firings, actions, at);
  for (const chunk of chunks(changes.firings)) {
    await trx
      .insertInto('firings')
      .values(chunk)
      .onConflict((c) => c.doNothing())
      .execute();
  }
  for (const chunk of chunks(changes.links)) {
    await trx
      .insertInto('firing_events')
      .values(chunk)
      .onConflict((c) => c.doNothing())
      .execute();
  }
  for (const chunk of chunks(changes.actions)) await upsertActions(trx, chunk);
  for (const chunk of chunks(changes.touched)) await refreshOpen(trx, chunk);
}

/** Sets a firing open while an action of it is pending or has failed: until then its events are needed. */
export async function refreshOpen(trx: Transaction<Database>, firingIds: readonly string[]): Promise<void> {
  await trx
    .updateTable('firings')
    .set((eb) => ({
      open: eb
        .selectFrom('firing_actions')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('firing_actions.firing_id', '=', 'firings.id')
        .where('firing_actions.status', '<>', 'executed'),
    }))
    .where('id', 'in', firingIds)
    .execute();
}

async function upsertActions(trx: Transaction<Database>, rows: readonly FiringActionTable[]): Promise<void> {
  await trx
    .insertInto('firing_actions')
    .values(rows)
    .onConflict((c) =>
      c
        .columns(['firing_id', 'idx'])
        .doUpdateSet((eb) => ({
          type: eb.ref('excluded.type'),
          round: eb.ref('excluded.round'),
          status: eb.ref('excluded.status'),
          reason: eb.ref('excluded.reason'),
          details: eb.ref('excluded.details'),
          ended: eb.ref('excluded.ended'),
        }))
        .where((eb) =>
          eb.or([
            eb('firing_actions.round', '<', eb.ref('excluded.round')),
            eb.and([
              eb('firing_actions.round', '=', eb.ref('excluded.round')),
              eb('firing_actions.status', '=', 'pending'),
            ]),
          ]),
        ),
    )
    .execute();
}

function chunks<T>(items: readonly T[]): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += ROWS_A_QUERY) {
    result.push(items.slice(start, start + ROWS_A_QUERY));
  }
  return result;
}
