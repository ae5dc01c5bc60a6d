import type { Backend, Reader } from '../backends/backend.ts';
import { batchOf } from '../batch.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { toDraft } from '../log/entry.ts';
import type { FiringActionTable, FiringTable } from '../schema.ts';
import { createClaims } from './claims.ts';
import { toActionRow, toFiringDraft, toOutcome, toRecordedFiring } from './firing-rows.ts';
import { refreshOpen } from './record.ts';
import type { FiringStore, RecordedFiring } from './types.ts';

const IDS_A_QUERY = 400;

/** Firings over a database. */
export function createFirings(backend: Backend, queue: CommitQueue): FiringStore {
  const { db } = backend;
  return {
    commit: async ({ firings = [], actions = [], events = [] }) =>
      queue.put(
        batchOf({
          firings: firings.map(toFiringDraft),
          actions: actions.map(toActionRow),
          events: events.map(toDraft),
        }),
      ),

    outcomes: async (firingIds) => (await actionsOf(db, firingIds)).map(toOutcome),

    async get(firingId) {
      const row = await db.selectFrom('firings').selectAll().where('id', '=', firingId).executeTakeFirst();
      return row === undefined ? null : ((await complete(db, [row]))[0] ?? null);
    },

    async list({ automationId, status, limit, offset }) {
      let query = db.selectFrom('firings');
      if (automationId !== undefined) query = query.where('automation_id', '=', automationId.toLowerCase());
      if (status !== undefined) {
        query = query.where('id', 'in', (eb) =>
          eb.selectFrom('firing_actions').select('firing_id').where('status', '=', status),
        );
      }
      const { total } = await query
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await query
        .selectAll()
        .orderBy('triggered', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return { firings: await complete(db, rows), total };
    },

    async activity(automationIds) {
      if (automationIds.length === 0) return [];
      const counts = await db
        .selectFrom('firings')
        .select(['automation_id', (eb) => eb.fn.countAll<number>().as('firings')])
        .select((eb) => eb.fn.max('triggered').as('last'))
        .where('automation_id', 'in', automationIds)
        .groupBy('automation_id')
        .execute();
      const failed = await db
        .selectFrom('firings')
        .innerJoin('firing_actions', 'firing_actions.firing_id', 'firings.id')
        .select(['automation_id', (eb) => eb.fn.countAll<number>().as('failed')])
        .where('automation_id', 'in', automationIds)
        .where('open', '>', 0)
        .where('firing_actions.status', '=', 'failed')
        .groupBy('automation_id')
        .execute();
      const failures = new Map(failed.map((row) => [row.automation_id, row.failed]));
      return counts.map(({ automation_id, firings, last }) => ({
        automationId: automation_id,
        firings,
        last,
        failedActions: failures.get(automation_id) ?? 0,
      }));
    },

    beginRound: (firingId, index) =>
      queue.run(async ({ trx }) => {
        const begun = await trx
          .updateTable('firing_actions')
          .set((eb) => ({ round: eb('round', '+', 1), status: 'pending', reason: null, ended: null }))
          .where('firing_id', '=', firingId)
          .where('idx', '=', index)
          .where('status', '=', 'failed')
          .returning('round')
          .executeTakeFirst();
        if (begun === undefined) return null;
        await refreshOpen(trx, [firingId]);
        return begun.round;
      }),

    ...createClaims(backend),
  };
}

async function complete(db: Reader, rows: readonly FiringTable[]): Promise<RecordedFiring[]> {
  const actions = await actionsOf(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) =>
    toRecordedFiring(
      row,
      actions.filter((action) => action.firing_id === row.id),
    ),
  );
}

async function actionsOf(db: Reader, firingIds: readonly string[]): Promise<FiringActionTable[]> {
  const found: FiringActionTable[] = [];
  for (let start = 0; start < firingIds.length; start += IDS_A_QUERY) {
    const rows = await db
      .selectFrom('firing_actions')
      .selectAll()
      .where('firing_id', 'in', firingIds.slice(start, start + IDS_A_QUERY))
      .orderBy('firing_id')
      .orderBy('idx')
      .execute();
    found.push(...rows);
  }
  return found;
}
