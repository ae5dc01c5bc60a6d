import { existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { loadCipher } from '../../secrets/key.ts';
import type { Settings } from '../../settings.ts';
import { migrationNames } from '../../store/migrations/migrate.ts';
import { fail, ok, reasonOf, warn, type Finding } from './finding.ts';

/** The oldest Postgres that we test with. */
const POSTGRES = 13;
const CONNECT_MS = 5_000;
/** Clocks may differ so much before windows are wrong in a way that people notice, in milliseconds. */
const CLOCK_MS = 2_000;

/** Reads rows; nothing is changed by it. */
type Ask = (text: string) => Promise<Record<string, unknown>[]>;

/** The database: whether it answers, its version and migrations, its clock, and whether its secrets can be read. */
export async function checkDatabase(settings: Settings): Promise<Finding[]> {
  return settings.databaseUrl === undefined
    ? checkSqlite(settings)
    : checkPostgres(settings, settings.databaseUrl);
}

async function checkSqlite(settings: Settings): Promise<Finding[]> {
  const path = join(settings.dataDir, 'automations.db');
  if (!existsSync(path)) return [ok('database', `none yet: the first start makes ${path}`)];
  let database: BetterSqlite3.Database | undefined;
  try {
    database = new BetterSqlite3(path, { readonly: true, timeout: CONNECT_MS });
    const open = database;
    const ask: Ask = (text) => Promise.resolve(open.prepare(text).all() as Record<string, unknown>[]);
    const [version] = await ask('select sqlite_version() as version');
    return [
      ok('database', `SQLite ${String(version?.['version'])}, ${path}`),
      ...(await checkTables(ask, settings)),
    ];
  } catch (error) {
    return [
      fail('database', `${path}: ${reasonOf(error)}`, 'is AUTOMATIONS_DATA right, and may you read it?'),
    ];
  } finally {
    database?.close();
  }
}

async function checkPostgres(settings: Settings, url: string): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
  });
  client.on('error', () => undefined);
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  try {
    await client.connect();
  } catch (error) {
    return [
      fail(
        'database',
        `${where}: ${reasonOf(error)}`,
        'is it up, and are the host, user and password of DATABASE_URL right?',
      ),
    ];
  }
  try {
    const ask: Ask = async (text) => (await client.query<Record<string, unknown>>(text)).rows;
    const before = Date.now();
    const [row] = await ask(
      "select current_setting('server_version') as version, pg_database_size(current_database())::float8 as size, " +
        'extract(epoch from clock_timestamp())::float8 * 1000 as now, pg_is_in_recovery() as standby',
    );
    const after = Date.now();
    return [...postgresFindings(row ?? {}, where, [before, after]), ...(await checkTables(ask, settings))];
  } catch (error) {
    return [fail('database', reasonOf(error), 'may the user of DATABASE_URL read its tables?')];
  } finally {
    await client.end();
  }
}

/**
 * What a Postgres says of itself: its version, whether it can be written, its clock.
 *
 * @param row - `version`, `size` in bytes, `now` in epoch ms, `standby`
 * @param between - when it was asked and when it had answered, in epoch ms
 */
export function postgresFindings(
  row: Readonly<Record<string, unknown>>,
  where: string,
  [before, after]: readonly [number, number],
): Finding[] {
  const version = String(row['version']);
  const size = `${(Number(row['size']) / 1024 ** 2).toFixed(0)} MiB`;
  const about = `Postgres ${version} at ${where}, ${size}`;
  const findings: Finding[] = [
    Number.parseInt(version, 10) < POSTGRES
      ? warn('database', about, `it is tested with Postgres ${POSTGRES} and later`)
      : ok('database', about),
  ];
  if (row['standby'] === true)
    findings.push(
      fail('database', 'it is a standby, nothing can be written', 'let DATABASE_URL name the primary'),
    );
  // Somewhere between the two readings of ours the database read its own.
  const now = Number(row['now']);
  const off = now < before ? now - before : now > after ? now - after : 0;
  if (Math.abs(off) > CLOCK_MS) findings.push(clockFinding('database', off));
  return findings;
}

/** A clock that differs from ours. @param off - milliseconds that it is ahead */
export function clockFinding(whose: string, off: number): Finding {
  const text = `that of the ${whose} is ${Math.abs(off / 1000).toFixed(1)} s ${off > 0 ? 'ahead' : 'behind'}`;
  return warn(
    'clock',
    text,
    'synchronise the clocks of all machines (NTP): windows and deadlines go by them',
  );
}

async function checkTables(ask: Ask, settings: Settings): Promise<Finding[]> {
  let done: string[];
  try {
    done = (await ask('select name from kysely_migration order by name')).map(({ name }) => String(name));
  } catch {
    return [
      warn(
        'migrations',
        'the database has no tables of ours yet',
        'the first gateway or worker that starts makes them',
      ),
    ];
  }
  const all = migrationNames();
  const missing = all.filter((name) => !done.includes(name));
  const foreign = done.filter((name) => !all.includes(name));
  const findings: Finding[] = [];
  if (foreign.length > 0) {
    findings.push(
      fail(
        'migrations',
        `the database is newer than this program (${foreign.join(', ')})`,
        'run the version that made it, or a later one',
      ),
    );
  } else if (missing.length > 0) {
    findings.push(
      warn(
        'migrations',
        `${missing.length} are missing (${missing.join(', ')})`,
        'the next start of a gateway or worker does them; make a backup first',
      ),
    );
  } else findings.push(ok('migrations', `all ${all.length}`));
  return [...findings, ...(await checkSecrets(ask, settings))];
}

/** Whether the key is the one that secrets were stored with, by the latest of them. */
async function checkSecrets(ask: Ask, { dataDir, encryptionKey }: Settings): Promise<Finding[]> {
  const hasKey = encryptionKey !== undefined || existsSync(join(dataDir, 'encryption.key'));
  const [row] = await ask('select data from block_documents order by updated desc limit 1').catch(() => []);
  if (row === undefined) return [];
  const mend = 'put back the key that they were stored with; several may stand in AUTOMATIONS_ENCRYPTION_KEY';
  if (!hasKey) return [fail('secrets', 'there are some, but no key for them', mend)];
  try {
    loadCipher(dataDir, encryptionKey).decrypt(String(row['data']));
    return [ok('secrets', 'the key opens them')];
  } catch (error) {
    return [fail('secrets', reasonOf(error), mend)];
  }
}
