import { sql, type Kysely } from 'kysely';

/**
 * Makes appending cheaper. Takes the index on event ids away from SQLite's log and puts tables of sorted stretches in its
 * place (see `EventIds`); Postgres keeps its index, since several processes write there. The history of the events' clock
 * has one entry for all that arrived together.
 */
export async function speedUpLog(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
  if (dialect === 'postgres') {
    await sql`drop index log_received`.execute(db);
    await sql`create index log_received on log (received, clock) where clock is not null`.execute(db);
    return;
  }
  const columns = sql.raw(
    'seq, kind, id, at, lag, reached, shown, received, occurred, clock, event, resource_id, follows, origin, depth, automation_id, body',
  );
  // SQLite cannot drop the constraint of a column: the table is written anew.
  await sql`create table log_new (
    seq integer primary key, kind text not null, id text, at real not null, lag real not null, reached real not null,
    shown real not null, received real not null, occurred real, clock real, event text, resource_id text, follows text,
    origin text, depth integer not null, automation_id text, body text)`.execute(db);
  await sql`insert into log_new (${columns}) select ${columns} from log`.execute(db);
  await sql`drop table log`.execute(db);
  await sql`alter table log_new rename to log`.execute(db);
  await sql`create index log_received on log (received, clock) where clock is not null`.execute(db);
  await sql`create index log_occurred on log (occurred, id) where kind = 'event'`.execute(db);
  await sql`create index log_online on log (received) where kind = 'online'`.execute(db);
  await sql`create index log_held on log (follows) where seq < 0`.execute(db);

  await sql`create table log_ids (
    bucket integer not null, id blob not null, seq integer not null, primary key (bucket, id)) without rowid`.execute(
    db,
  );
  await sql`create table log_id_buckets (
    bucket integer primary key, capacity integer not null, count integer not null, indexed integer not null,
    filter blob)`.execute(db);
  await sql`insert into log_ids select 1, unhex(replace(id, '-', '')), seq from log
    where kind = 'event' and seq > 0 order by 2`.execute(db);
  await sql`insert into log_id_buckets
    select 1, max(count(*), 524288), count(*), max(seq), null from log_ids having count(*) > 0`.execute(db);
}
