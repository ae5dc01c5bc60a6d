import { automationCreateSchema } from '../../schemas/automations.ts';
import { isObject } from '../../schemas/scalars.ts';
import { parseBody, ValidationError } from '../../schemas/validation.ts';
import { DeploymentTrigger, type DeploymentOptions, type Schedule, type Trigger } from '../../sdk/index.ts';
import { usageError } from '../failure.ts';
import { flowNameOf, type DeploymentEntry } from './read-file.ts';

type Fields = Record<string, unknown>;

/** What an entry of a file says under the same name as the SDK. */
const COPIED = [
  'description',
  'version',
  'entrypoint',
  'tags',
  'parameters',
  'paused',
  'enforce_parameter_schema',
  'parameter_openapi_schema',
];

/**
 * What the SDK's `deploy` is told for an entry of a file.
 *
 * @param given - the triggers, as they stand in the file or on the command line
 * @throws CommandError for what the server would refuse, before anything is changed
 */
export function deploymentOptions(
  entry: DeploymentEntry,
  given: readonly unknown[],
  file: string,
): DeploymentOptions {
  const pool = isObject(entry['work_pool']) ? entry['work_pool'] : {};
  const limit = entry['concurrency_limit'];
  const { limit: slots, ...limitOptions } = isObject(limit) ? limit : { limit };
  const fields = withoutNulls({
    ...Object.fromEntries(COPIED.map((field) => [field, entry[field]])),
    work_pool_name: pool['name'],
    work_queue_name: pool['work_queue_name'],
    job_variables: pool['job_variables'],
    concurrency_limit: slots,
    ...(Object.keys(limitOptions).length > 0 && { concurrency_options: limitOptions }),
  });
  const triggers = given.map((one, index) => readTrigger(one, index, entry.name));
  checkTriggers(triggers, entry.name);
  return {
    ...fields,
    flow: flowNameOf(entry, file),
    name: entry.name,
    schedules: schedulesOf(entry, file),
    triggers,
  };
}

function readTrigger(given: unknown, index: number, deployment: string): DeploymentTrigger {
  if (!isObject(given)) throw usageError(`${deployment}: trigger ${index + 1} must be an object`);
  const { name, description, enabled, parameters, job_variables, schedule_after, ...trigger } = given;
  const options = withoutNulls({ name, description, enabled, parameters, job_variables, schedule_after });
  // What is wrong with it is told by the schema, which goes by what is sent and not by the type.
  return new DeploymentTrigger(typed(trigger) as unknown as Trigger, options);
}

/** Refuses triggers that the server would refuse. */
function checkTriggers(triggers: readonly DeploymentTrigger[], deployment: string): void {
  const names = new Set<string>();
  triggers.forEach((trigger, index) => {
    const fallback = `${deployment}__automation_${index + 1}`;
    const automation = trigger.asAutomation('00000000-0000-4000-8000-000000000000', fallback);
    const { name } = automation;
    if (names.has(name)) throw usageError(`${deployment}: two triggers are called "${name}"`);
    names.add(name);
    try {
      parseBody(automationCreateSchema, JSON.parse(JSON.stringify(automation)));
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const lines = error.detail.map(({ loc, msg }) => `  ${loc.slice(1).join('.')}: ${msg}`);
      throw usageError(`${deployment}, trigger ${index + 1}:\n${lines.join('\n')}`);
    }
  });
}

/** Without a `type` the fields decide, and a trigger on events is Reactive unless it says otherwise. */
function typed(trigger: Fields): Fields {
  const type = trigger['type'] ?? typeOf(trigger);
  const filled = { type, ...trigger };
  return type === 'event' && trigger['posture'] == null ? { ...filled, posture: 'Reactive' } : filled;
}

function typeOf(trigger: Fields): string {
  if (trigger['posture'] === 'Metric' || 'metric' in trigger) return 'metric';
  if ('triggers' in trigger) return 'require' in trigger ? 'compound' : 'sequence';
  return 'event';
}

function schedulesOf(entry: DeploymentEntry, file: string): Schedule[] {
  const { schedules, schedule } = entry;
  const list: unknown =
    schedules ?? (isObject(schedule) && Object.keys(schedule).length > 0 ? [schedule] : []);
  if (!Array.isArray(list)) throw usageError(`${file}: schedules of "${entry.name}" must be a list`);
  return (list as unknown[]).map((item, index) => {
    const kinds = isObject(item) ? ['cron', 'interval', 'rrule'].filter((kind) => item[kind] != null) : [];
    if (!isObject(item) || kinds.length !== 1) {
      throw usageError(
        `${file}: schedules[${index}] of "${entry.name}" needs one of cron, interval and rrule`,
      );
    }
    return withoutNulls(item) as unknown as Schedule;
  });
}

function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}
