import type { Insertable, Transaction } from 'kysely';
import type { Automation, AutomationCreate } from '../../schemas/automations.ts';
import { formatTime } from '../../schemas/times.ts';
import type { AutomationTable, AutomationVersionTable, Database } from '../schema.ts';

/** What an automation is defined by: everything but its id, its switch, its owner and its times. */
export type AutomationDefinition = Omit<AutomationCreate, 'enabled' | 'owner_resource'>;

/** The full body of a replacement. */
export type AutomationReplacement = Omit<AutomationCreate, 'owner_resource'>;

/** Reads an automation from its row. */
export function toAutomation(row: AutomationTable): Automation {
  return {
    ...(JSON.parse(row.body) as AutomationDefinition),
    enabled: row.enabled === 1,
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
  };
}

/** Reads an automation as a version defined it. */
export function toVersion(row: AutomationVersionTable): Automation {
  return {
    ...(JSON.parse(row.definition) as AutomationDefinition),
    enabled: row.enabled === 1,
    id: row.automation_id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
  };
}

/** The part of a body that makes a version. */
export function toDefinition(body: AutomationReplacement): AutomationDefinition {
  const { name, description, tags, trigger, actions, actions_on_trigger, actions_on_resolve } = body;
  return { name, description, tags, trigger, actions, actions_on_trigger, actions_on_resolve };
}

/** Writes what is kept beside an automation's row: its version, its tags, and the resources it is related to. */
export async function writeSatellites(
  trx: Transaction<Database>,
  row: Insertable<AutomationTable>,
  definition: AutomationDefinition,
): Promise<void> {
  const { id, version, body, enabled, created, updated } = row;
  await trx
    .insertInto('automation_versions')
    .values({ automation_id: id, version, definition: body, enabled, created, updated })
    .execute();
  await clearSatellites(trx, row.id);
  const tags = [...new Set(definition.tags)].map((tag) => ({ automation_id: row.id, tag }));
  if (tags.length > 0) await trx.insertInto('automation_tags').values(tags).execute();
  const resources = relatedResources(row, definition);
  if (resources.length > 0) await trx.insertInto('automation_resources').values(resources).execute();
}

/** Removes tags and related resources. */
export async function clearSatellites(trx: Transaction<Database>, id: string): Promise<void> {
  await trx.deleteFrom('automation_tags').where('automation_id', '=', id).execute();
  await trx.deleteFrom('automation_resources').where('automation_id', '=', id).execute();
}

/** The owner, and each deployment that an action of the automation runs. */
function relatedResources(
  row: Insertable<AutomationTable>,
  definition: AutomationDefinition,
): Database['automation_resources'][] {
  const owner = row.owner_resource ?? null;
  const deployments = [
    ...definition.actions,
    ...definition.actions_on_trigger,
    ...definition.actions_on_resolve,
  ].flatMap((action) =>
    action.type === 'run-deployment' && action.source === 'selected' && action.deployment_id !== null
      ? [`prefect.deployment.${action.deployment_id}`]
      : [],
  );
  const ids = new Set([...(owner === null ? [] : [owner]), ...deployments]);
  return [...ids].map((id) => ({ automation_id: row.id, resource_id: id, owned: id === owner ? 1 : 0 }));
}
