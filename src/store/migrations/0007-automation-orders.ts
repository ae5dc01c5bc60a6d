import { sql, type Kysely } from 'kysely';

/** Pages in the order of creation and of change are read from an index: sorting ten thousand whole automations takes long. */
export async function indexAutomationOrders(db: Kysely<unknown>): Promise<void> {
  await sql`create index automations_created on automations (created desc, id)`.execute(db);
  await sql`create index automations_updated on automations (updated desc, id)`.execute(db);
}
