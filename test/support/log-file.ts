import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { LiveServer } from './live-server.ts';

/** An event at its place in the log. Times in epoch ms. */
export interface EventAtPlace {
  readonly seq: number;
  readonly id: string;
  readonly event: string;
  readonly resource: string;
  readonly occurred: number;
  readonly received: number;
}

/** Events of the log in the order of evaluation, those of one name if one is given; held ones are left out. */
export function loggedEvents(server: LiveServer, name?: string): EventAtPlace[] {
  return withFile(server, (db) =>
    db
      .prepare<[string | null, string | null], EventAtPlace>(
        `SELECT seq, id, event, resource_id AS resource, occurred, received FROM log
         WHERE kind = 'event' AND seq > 0 AND (? IS NULL OR event = ?) ORDER BY seq`,
      )
      .all(name ?? null, name ?? null),
  );
}

/** Places of the control entries of an automation. */
export function controlEntries(server: LiveServer, automationId: string): { seq: number; at: number }[] {
  return withFile(server, (db) =>
    db
      .prepare<[string], { seq: number; at: number }>(
        "SELECT seq, at FROM log WHERE kind = 'control' AND automation_id = ? ORDER BY seq",
      )
      .all(automationId),
  );
}

/** The dispatcher's place on record. */
export function dispatcherPosition(server: LiveServer): number {
  return withFile(
    server,
    (db) =>
      db.prepare<[], { seq: number }>("SELECT seq FROM positions WHERE name = 'dispatcher'").get()?.seq ?? 0,
  );
}

/** The last place given. */
export function logHead(server: LiveServer): number {
  return withFile(
    server,
    (db) => db.prepare<[], { seq: number }>('SELECT seq FROM log_head').get()?.seq ?? 0,
  );
}

/** Puts the dispatcher back, as if it had been killed before it noted how far it was. Only while the server is down. */
export function setDispatcherPosition(server: LiveServer, seq: number): void {
  withFile(server, (db) => db.prepare("UPDATE positions SET seq = ? WHERE name = 'dispatcher'").run(seq));
}

function withFile<T>(server: LiveServer, use: (db: Database.Database) => T): T {
  const db = new Database(join(server.data, 'automations.db'));
  try {
    return use(db);
  } finally {
    db.close();
  }
}
