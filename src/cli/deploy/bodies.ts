import { automationCreateSchema } from '../../schemas/automations.ts';
import { isObject } from '../../schemas/scalars.ts';
import { parseBody, ValidationError } from '../../schemas/validation.ts';
import { usageError } from '../failure.ts';
import type { DeploymentEntry } from './read-file.ts';

type Fields = Record<string, unknown>;

/** The body of `POST /api/deployments/` for an entry. @throws CommandError when a schedule is none */
export function deploymentBody(entry: DeploymentEntry, flowId: string, file: string): Fields {
  const pool = isObject(entry['work_pool']) ? entry['work_pool'] : {};
  const limit = entry['concurrency_limit'];
  const { limit: slots, ...limitOptions } = isObject(limit) ? limit : { limit };
  const copied = [
    'description',
    'version',
    'entrypoint',
    'tags',
    'parameters',
    'paused',
    'enforce_parameter_schema',
    'parameter_openapi_schema',
  ];
  return withoutNulls({
    name: entry.name,
    flow_id: flowId,
    ...Object.fromEntries(copied.map((field) => [field, entry[field]])),
    work_pool_name: pool['name'],
    work_queue_name: pool['work_queue_name'],
    job_variables: pool['job_variables'],
    concurrency_limit: slots,
    ...(Object.keys(limitOptions).length > 0 && { concurrency_options: limitOptions }),
    schedules: schedulesOf(entry, file),
  });
}

/** The body of `POST /api/automations/` for a trigger of a deployment. */
export function triggerBody(
  trigger: unknown,
  index: number,
  deployment: string,
  deploymentId: string,
): Fields {
  if (!isObject(trigger)) throw usageError(`${deployment}: trigger ${index + 1} must be an object`);
  const { name, description, enabled, parameters, job_variables, schedule_after, ...rest } = trigger;
  const action = {
    type: 'run-deployment',
    source: 'selected',
    deployment_id: deploymentId,
    ...(parameters != null && { parameters }),
    ...(job_variables != null && { job_variables }),
    ...(schedule_after != null && { schedule_after }),
  };
  return {
    name: name ?? `${deployment}__automation_${index + 1}`,
    ...(description != null && { description }),
    ...(enabled != null && { enabled }),
    trigger: typed(rest),
    actions: [action],
    owner_resource: `prefect.deployment.${deploymentId}`,
  };
}

/** Refuses triggers that the server would refuse, before anything is changed. */
export function checkTriggers(triggers: readonly unknown[], deployment: string): void {
  const names = new Set<unknown>();
  triggers.forEach((trigger, index) => {
    const body = triggerBody(trigger, index, deployment, '00000000-0000-4000-8000-000000000000');
    const { name } = body;
    if (names.has(name)) throw usageError(`${deployment}: two triggers are called "${String(name)}"`);
    names.add(name);
    try {
      parseBody(automationCreateSchema, body);
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

const OF_SCHEDULES = ['cron', 'day_or', 'interval', 'anchor_date', 'rrule', 'timezone'];

function schedulesOf(entry: DeploymentEntry, file: string): Fields[] {
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
    const entries = Object.entries(item).filter(([, value]) => value != null);
    const isOfSchedule = ([key]: [string, unknown]): boolean => OF_SCHEDULES.includes(key);
    return {
      ...Object.fromEntries(entries.filter((one) => !isOfSchedule(one))),
      schedule: Object.fromEntries(entries.filter(isOfSchedule)),
    };
  });
}

function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}
