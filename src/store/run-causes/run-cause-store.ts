import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';

/** Which automation's action made a flow run, and how many automations in a row had led to that. */
export interface RunCause {
  readonly source: string;
  readonly depth: number;
}

/** The causes of flow runs that actions have made, by resource id (`prefect.flow-run.<uuid>`). */
export interface RunCauses {
  get(run: string): Promise<RunCause | undefined>;
  /** Puts causes on record; of a run that is there already, the later one holds. */
  put(causes: ReadonlyMap<string, RunCause>): Promise<void>;
}

const ROWS_A_STATEMENT = 500;

/** Causes of flow runs over a database. */
export function createRunCauses({ db }: Backend, queue: CommitQueue): RunCauses {
  return {
    get: (run) =>
      db.selectFrom('run_causes').select(['source', 'depth']).where('run', '=', run).executeTakeFirst(),
    put: (causes) =>
      queue.run(
        async ({ trx, now }) => {
          const rows = [...causes].map(([run, { source, depth }]) => ({ run, source, depth, noted: now }));
          for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
            await trx
              .insertInto('run_causes')
              .values(rows.slice(start, start + ROWS_A_STATEMENT))
              .onConflict((c) =>
                c.column('run').doUpdateSet((eb) => ({
                  source: eb.ref('excluded.source'),
                  depth: eb.ref('excluded.depth'),
                  noted: eb.ref('excluded.noted'),
                })),
              )
              .execute();
          }
        },
        { idempotent: true },
      ),
  };
}

/** Removes what was noted before the horizon (epoch ms). */
export function removeRunCauses(queue: CommitQueue, horizon: number): Promise<number> {
  return queue.run(
    async ({ trx }) => {
      const { numDeletedRows } = await trx
        .deleteFrom('run_causes')
        .where('run', 'in', (eb) =>
          eb.selectFrom('run_causes').select('run').where('noted', '<', horizon).limit(ROWS_A_STATEMENT),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    { idempotent: true },
  );
}
