import { isDeepStrictEqual } from 'node:util';
import type { Automation, AutomationCreate } from '../../schemas/automations.ts';
import type { Trigger } from '../../schemas/triggers.ts';
import { newObjectId } from '../ids.ts';
import type { Write } from '../log/write.ts';
import {
  createAutomation,
  deleteAutomation,
  replaceAutomation,
  setAutomationEnabled,
} from './automation-changes.ts';
import type { Cause } from './automation-events.ts';
import { toAutomation, toDefinition, type AutomationReplacement } from './automation-rows.ts';

/**
 * Makes these the automations that a resource owns, in the transaction given. An automation goes on under its name: one
 * that says the same as before keeps its windows.
 */
export async function setOwnedAutomations(
  write: Write,
  owner: string,
  bodies: readonly AutomationCreate[],
  cause: Cause,
): Promise<Automation[]> {
  const rows = await write.trx
    .selectFrom('automations')
    .selectAll()
    .where('owner_resource', '=', owner)
    .orderBy('created')
    .orderBy('id')
    .execute();
  const present = new Map<string, Automation>();
  for (const row of rows) {
    // Of two with one name, which only other calls can have made, one stays.
    if (bodies.some(({ name }) => name === row.name) && !present.has(row.name))
      present.set(row.name, toAutomation(row));
    else await deleteAutomation(write, row.id, cause);
  }
  const owned: Automation[] = [];
  for (const body of bodies) {
    const old = present.get(body.name);
    if (old === undefined)
      owned.push(await createAutomation(write, newObjectId(), { ...body, owner_resource: owner }, cause));
    else if (saysTheSame(old, body))
      owned.push(await setAutomationEnabled(write, old.id, body.enabled, cause));
    else owned.push(await replaceAutomation(write, old.id, body, cause));
  }
  return owned;
}

/** Whether two define the same, whatever the ids of their triggers and whether they are paused. */
function saysTheSame(one: AutomationReplacement, other: AutomationReplacement): boolean {
  return isDeepStrictEqual(withoutIds(one), withoutIds(other));
}

function withoutIds(automation: AutomationReplacement): unknown {
  const definition = toDefinition(automation);
  // As it is on record: what is undefined is not there.
  return JSON.parse(JSON.stringify({ ...definition, trigger: triggerWithoutIds(definition.trigger) }));
}

function triggerWithoutIds(trigger: Trigger): unknown {
  const { id: _id, ...rest } = trigger;
  return 'triggers' in rest ? { ...rest, triggers: rest.triggers.map(triggerWithoutIds) } : rest;
}
