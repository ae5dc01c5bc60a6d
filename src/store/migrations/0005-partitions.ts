import type { Kysely } from 'kysely';

/** Over how many workflows the keys of an automation are spread, as of each place in the log. */
export async function addPartitions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('automation_states')
    .addColumn('partitions', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
}
