import { ConflictError, NotFoundError } from '../../errors.ts';
import type { Automation, AutomationCreate } from '../../schemas/automations.ts';
import type { AutomationControl, NewEvent } from '../log.ts';
import { toDraft } from '../log/entry.ts';
import type { Write } from '../log/write.ts';
import type { Selectable } from 'kysely';
import type { AutomationStateTable, AutomationTable } from '../schema.ts';
import { lifecycleEvent, type Cause } from './automation-events.ts';
import {
  clearSatellites,
  toAutomation,
  toDefinition,
  writeSatellites,
  type AutomationReplacement,
} from './automation-rows.ts';

/** Creates an automation: its row, its control entry and its event, in the transaction given. */
export async function createAutomation(
  write: Write,
  id: string,
  body: AutomationCreate,
  cause: Cause,
): Promise<Automation> {
  const definition = toDefinition(body);
  const row: AutomationTable = {
    id,
    name: body.name,
    enabled: body.enabled ? 1 : 0,
    owner_resource: body.owner_resource,
    version: 1,
    revision: 1,
    created: write.at,
    updated: write.at,
    body: JSON.stringify(definition),
  };
  // A deleted automation's id is not given out again either: its versions may still be there.
  const known = await write.trx
    .selectFrom('automation_versions')
    .select('version')
    .where('automation_id', '=', id)
    .executeTakeFirst();
  if (known !== undefined) throw new ConflictError('An automation with this id exists already');
  await write.trx.insertInto('automations').values(row).execute();
  await writeSatellites(write.trx, row, definition);
  await tell(write, row, { type: 'created', version: 1, enabled: body.enabled }, 'created', cause);
  return toAutomation(row);
}

/** Replaces an automation as a whole; what it remembered of events is forgotten (rule L3). */
export async function replaceAutomation(
  write: Write,
  id: string,
  body: AutomationReplacement,
  cause: Cause,
): Promise<Automation> {
  const old = await readRow(write, id);
  const definition = toDefinition(body);
  const row: AutomationTable = {
    ...old,
    name: body.name,
    enabled: body.enabled ? 1 : 0,
    version: old.version + 1,
    revision: old.revision + 1,
    updated: write.at,
    body: JSON.stringify(definition),
  };
  await write.trx.updateTable('automations').set(row).where('id', '=', id).execute();
  await writeSatellites(write.trx, row, definition);
  const control = { type: 'updated', version: row.version, enabled: body.enabled } as const;
  await tell(write, row, control, 'updated', cause);
  return toAutomation(row);
}

/** Pauses or resumes an automation; nothing happens if it is in that state already. */
export async function setAutomationEnabled(
  write: Write,
  id: string,
  enabled: boolean,
  cause: Cause,
): Promise<Automation> {
  const old = await readRow(write, id);
  if ((old.enabled === 1) === enabled) return toAutomation(old);
  const row: AutomationTable = {
    ...old,
    enabled: enabled ? 1 : 0,
    revision: old.revision + 1,
    updated: write.at,
  };
  await write.trx.updateTable('automations').set(row).where('id', '=', id).execute();
  await tell(write, row, { type: enabled ? 'resumed' : 'paused', version: row.version }, 'updated', cause);
  return toAutomation(row);
}

/** Pauses an automation for the reason that an event tells; what has been told is not done again. */
export async function stopAutomation(write: Write, id: string, event: NewEvent): Promise<void> {
  if (await write.has(event.event.id)) return;
  const row = await write.trx.selectFrom('automations').select('id').where('id', '=', id).executeTakeFirst();
  if (row === undefined) return;
  await write.append([toDraft(event)]);
  const cause = { origin: event.origin ?? null, depth: event.depth ?? 0 };
  await setAutomationEnabled(write, id, false, cause);
}

/** Deletes an automation; its versions stay for what is still to be evaluated or acted on. */
export async function deleteAutomation(write: Write, id: string, cause: Cause): Promise<void> {
  const old = await readRow(write, id);
  await write.trx.deleteFrom('automations').where('id', '=', id).execute();
  await clearSatellites(write.trx, id);
  const row = { ...old, revision: old.revision + 1 };
  await tell(write, row, { type: 'deleted', version: row.version }, 'deleted', cause);
}

/** What a workflow knows of its automation when it asks for more partitions. */
export interface PartitionChange {
  readonly version: number;
  /** Over how many its keys are spread so far, and over how many they are to be. */
  readonly from: number;
  readonly partitions: number;
}

/**
 * Spreads the keys of an automation over more partitions, from the place of the control entry on. Nothing happens when
 * that has been done already, or when the automation has been replaced or deleted since.
 */
export async function partitionAutomation(
  write: Write,
  id: string,
  change: PartitionChange,
): Promise<boolean> {
  const last = await lastState(write, id);
  const { version, from, partitions } = change;
  if (!last || last.deleted === 1 || last.version !== version || last.partitions !== from) return false;
  const seq = await write.mark('control', id, { type: 'partitioned', version, from, partitions });
  const state = { ...last, seq, at: write.at, partitions };
  await write.trx.insertInto('automation_states').values(state).execute();
  return true;
}

function lastState(write: Write, id: string): Promise<Selectable<AutomationStateTable> | undefined> {
  return write.trx
    .selectFrom('automation_states')
    .selectAll()
    .where('automation_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function readRow(write: Write, id: string): Promise<AutomationTable> {
  const row = await write.trx.selectFrom('automations').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new NotFoundError('Automation');
  return row;
}

/** The control entry takes effect at its place; the event that tells of it comes right behind. */
async function tell(
  write: Write,
  row: AutomationTable,
  control: AutomationControl,
  kind: 'created' | 'updated' | 'deleted',
  cause: Cause,
): Promise<void> {
  // A new definition begins with one partition.
  const isNew = control.type === 'created' || control.type === 'updated';
  const partitions = isNew ? 1 : ((await lastState(write, row.id))?.partitions ?? 1);
  const seq = await write.mark('control', row.id, control);
  await write.trx
    .insertInto('automation_states')
    .values({
      automation_id: row.id,
      seq,
      at: write.at,
      version: row.version,
      enabled: row.enabled,
      deleted: kind === 'deleted' ? 1 : 0,
      partitions,
    })
    .execute();
  await write.append([toDraft(lifecycleEvent(kind, toAutomation(row), row.revision, write.at, cause))]);
}
