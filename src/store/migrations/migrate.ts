import { Migrator, type Kysely, type Migration } from 'kysely';
import { AutomationError } from '../../errors.ts';
import type { Database } from '../schema.ts';
import { initial } from './0001-initial.ts';
import { speedUpLog } from './0002-faster-log.ts';
import { objects } from './0003-objects.ts';
import { createIncidentTables } from './0004-incidents.ts';
import { addPartitions } from './0005-partitions.ts';
import { createRunCauseTable } from './0006-run-causes.ts';
import { indexAutomationOrders } from './0007-automation-orders.ts';
import { columnTypes } from './column-types.ts';

/**
 * Brings the schema up to date. The list stands here, in code, so that it works from the compiled package as well.
 * Safe when several processes start at once: kysely's migrator takes a lock in Postgres.
 *
 * @throws {AutomationError} `migration_failed`, with the database's error as its cause.
 */
export async function migrate(db: Kysely<Database>, dialect: 'sqlite' | 'postgres'): Promise<void> {
  const migrations = migrationsFor(dialect);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new AutomationError('migration_failed', 'The database schema could not be brought up to date', {
      cause: error,
    });
  }
}

/** The names of all migrations, in their order. */
export function migrationNames(): string[] {
  return Object.keys(migrationsFor('sqlite'));
}

function migrationsFor(dialect: 'sqlite' | 'postgres'): Record<string, Migration> {
  const types = columnTypes(dialect);
  return {
    '0001-initial': { up: (target) => initial(target, types) },
    '0002-faster-log': { up: (target) => speedUpLog(target, dialect) },
    '0003-objects': { up: (target) => objects(target, types) },
    '0004-incidents': { up: (target) => createIncidentTables(target, types) },
    '0005-partitions': { up: addPartitions },
    '0006-run-causes': { up: (target) => createRunCauseTable(target, types) },
    '0007-automation-orders': { up: indexAutomationOrders },
  };
}
