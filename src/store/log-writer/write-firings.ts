import type BetterSqlite3 from 'better-sqlite3';
import type { FiringChanges } from '../firings/firing-changes.ts';

/** Makes the function that writes firings and their actions, within a transaction; as `recordFirings` does. */
export function firingsWriter(raw: BetterSqlite3.Database): (changes: FiringChanges) => void {
  const insertFiring = raw.prepare(
    `insert into firings (id, automation_id, version, triggered, recorded, open, body)
     values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const insertLink = raw.prepare(
    'insert into firing_events (firing_id, event_id) values (?, ?) on conflict do nothing',
  );
  const upsertAction = raw.prepare(
    `insert into firing_actions (firing_id, idx, type, round, status, reason, details, ended)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (firing_id, idx) do update set
       type = excluded.type, round = excluded.round, status = excluded.status, reason = excluded.reason,
       details = excluded.details, ended = excluded.ended
     where firing_actions.round < excluded.round
       or (firing_actions.round = excluded.round and firing_actions.status = 'pending')`,
  );
  const refreshOpen = raw.prepare(
    `update firings set open =
       (select count(*) from firing_actions where firing_id = firings.id and status <> 'executed')
     where id = ?`,
  );
  return ({ firings, links, actions, touched }) => {
    for (const { id, automation_id, version, triggered, recorded, open, body } of firings)
      insertFiring.run(id, automation_id, version, triggered, recorded, open, body);
    for (const { firing_id, event_id } of links) insertLink.run(firing_id, event_id);
    for (const { firing_id, idx, type, round, status, reason, details, ended } of actions)
      upsertAction.run(firing_id, idx, type, round, status, reason, details, ended);
    for (const id of touched) refreshOpen.run(id);
  };
}
