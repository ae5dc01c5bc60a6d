import pg from 'pg';

/** What was seen of the lock on the log's head. */
export interface Locks {
  /** Connections that waited for it, on average. */
  readonly waiters: number;
  /** Share of the time in which some connection had it, from 0 to 1. */
  readonly held: number;
}

/** What Postgres tells of itself. */
export interface DatabaseWatch {
  /** Commits so far in our database. */
  commits(): Promise<number>;
  /** Appends of entries so far, each in a transaction of its own. */
  appends(): Promise<number>;
  /** Begins to look who waits for a lock. */
  watchLocks(): void;
  /** Ends that. */
  locks(): Promise<Locks>;
  close(): Promise<void>;
}

const LOOK_MS = 20;

/** Watches a database over a connection of its own. */
export async function watchDatabase(url: string): Promise<DatabaseWatch> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let looks: { waiting: number; holding: number }[] = [];
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    // Whoever writes takes the lock first, and gets a transaction id by that.
    const { rows } = await client.query<{ waiting: string; holding: string }>(
      `select count(*) filter (where wait_event_type = 'Lock') as waiting,
              count(*) filter (where backend_xid is not null and wait_event_type is distinct from 'Lock') as holding
       from pg_stat_activity where datname = current_database()`,
    );
    looks.push({ waiting: Number(rows[0]!.waiting), holding: Math.min(1, Number(rows[0]!.holding)) });
  };
  return {
    async commits() {
      const { rows } = await client.query<{ commits: string }>(
        'select xact_commit as commits from pg_stat_database where datname = current_database()',
      );
      return Number(rows[0]!.commits);
    },
    async appends() {
      const { rows } = await client.query<{ appends: string }>(
        'select count(distinct at) as appends from log where seq > 0',
      );
      return Number(rows[0]!.appends);
    },
    watchLocks() {
      looks = [];
      timer = setInterval(() => (looking = looking.then(look)), LOOK_MS);
    },
    async locks() {
      clearInterval(timer);
      await looking;
      const mean = (of: 'waiting' | 'holding'): number =>
        looks.reduce((sum, one) => sum + one[of], 0) / Math.max(1, looks.length);
      return { waiters: mean('waiting'), held: mean('holding') };
    },
    close: () => client.end(),
  };
}
