import { sql, type Transaction } from 'kysely';
import type { CommitQueue } from '../commit-queue.ts';
import type { Database } from '../schema.ts';

const ROWS_A_CHUNK = 200;

/**
 * Removes a chunk of what is kept of automations as they were: states before the one that the log's evaluated part
 * ended with, and definitions that were replaced or deleted before the horizon (epoch ms), if no firing on record
 * was decided by them. Answers how many rows.
 */
export function removeVersions(queue: CommitQueue, horizon: number, evaluated: number): Promise<number> {
  return queue.run(
    async ({ trx }) =>
      (await removeStates(trx, horizon, evaluated)) + (await removeDefinitions(trx, horizon)),
    { idempotent: true },
  );
}

/**
 * Of the states up to the place that evaluation has reached only the last one counts, and a deletion only until its
 * last firings may have ended.
 */
async function removeStates(trx: Transaction<Database>, horizon: number, evaluated: number): Promise<number> {
  const rows = await trx
    .selectFrom('automation_states as state')
    .select(['automation_id', 'seq'])
    .where('seq', '<=', evaluated)
    .where((eb) =>
      eb.or([
        eb.and([eb('deleted', '=', 1), eb('at', '<', horizon)]),
        eb(
          'seq',
          '<',
          sql<number>`(select max(other.seq) from automation_states as other
            where other.automation_id = state.automation_id and other.seq <= ${evaluated})`,
        ),
      ]),
    )
    // The deletion itself goes last: without it the states before it would count again.
    .orderBy('automation_id')
    .orderBy('seq')
    .limit(ROWS_A_CHUNK)
    .execute();
  for (const row of rows) {
    await trx
      .deleteFrom('automation_states')
      .where('automation_id', '=', row.automation_id)
      .where('seq', '=', row.seq)
      .execute();
  }
  return rows.length;
}

async function removeDefinitions(trx: Transaction<Database>, horizon: number): Promise<number> {
  const rows = await trx
    .selectFrom('automation_versions as version')
    .select(['automation_id', 'version'])
    // When it was replaced, or deleted: the later of the two is what counts.
    .where(
      sql<number>`coalesce((select min(later.updated) from automation_versions as later
        where later.automation_id = version.automation_id and later.version > version.version), version.updated)`,
      '<',
      horizon,
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('automations')
            .select('automations.id')
            .whereRef('automations.id', '=', 'version.automation_id')
            .whereRef('automations.version', '=', 'version.version'),
        ),
      ),
    )
    // A state that is still to be evaluated, or that the index starts from.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('automation_states as state')
            .select('state.seq')
            .whereRef('state.automation_id', '=', 'version.automation_id')
            .whereRef('state.version', '=', 'version.version'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('firings')
            .select('firings.id')
            .whereRef('firings.automation_id', '=', 'version.automation_id')
            .whereRef('firings.version', '=', 'version.version'),
        ),
      ),
    )
    .limit(ROWS_A_CHUNK)
    .execute();
  for (const row of rows) {
    await trx
      .deleteFrom('automation_versions')
      .where('automation_id', '=', row.automation_id)
      .where('version', '=', row.version)
      .execute();
  }
  return rows.length;
}
