import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import { TASK_QUEUE } from '../../../../workflows/names.ts';
import type { Logger } from '../../../logging.ts';
import type { RunningPart } from '../../../running-part.ts';
import type { Deployment } from '../../../schemas/deployments.ts';
import type { DeploymentSchedule } from '../../../schemas/schedules.ts';
import type { Store } from '../../../store/store.ts';
import { scheduleSpec } from './spec.ts';

/** What schedules are kept the same with. */
export interface ScheduleSyncOptions {
  readonly store: Pick<Store, 'deployments'>;
  readonly client: Client;
}

const PREFIX = 'deployment-schedule/';
/** Between two comparisons of all schedules, in ms. */
const COMPARE_MS = 60_000;
/** A Temporal that was down makes up for what it missed, for this long. */
const CATCH_UP = '1 day';
const PAGE = 200;

/** Makes Temporal's schedules those that a deployment has now; the ids are of those that it had before. */
export async function syncDeployment(
  { store, client }: ScheduleSyncOptions,
  deploymentId: string,
  before: readonly string[] = [],
): Promise<void> {
  const deployment = await store.deployments.get(deploymentId);
  const wanted = deployment?.schedules ?? [];
  for (const id of before)
    if (!wanted.some((schedule) => schedule.id === id)) await remove(client, `${PREFIX}${id}`);
  if (!deployment) return;
  for (const schedule of wanted) await put(client, deployment, schedule);
}

/**
 * Compares all schedules from time to time: what is on record is what counts, and a process may have been killed before
 * it told Temporal.
 */
export function startScheduleSync(options: ScheduleSyncOptions & { readonly logger: Logger }): RunningPart {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await compareAll(options);
      } catch (error) {
        options.logger.warn({ err: error }, 'the schedules could not be compared; trying again in a minute');
      }
      await sleep(COMPARE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function compareAll({ store, client }: ScheduleSyncOptions): Promise<void> {
  const known = new Map<string, string | undefined>();
  for await (const { scheduleId, state } of client.schedule.list())
    if (scheduleId.startsWith(PREFIX)) known.set(scheduleId, state.note);
  const wanted = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await store.deployments.filter({ limit: PAGE, offset });
    for (const deployment of page) {
      for (const schedule of deployment.schedules) {
        const id = `${PREFIX}${schedule.id}`;
        wanted.add(id);
        if (known.get(id) !== noteOf(deployment, schedule)) await put(client, deployment, schedule);
      }
    }
    if (page.length < PAGE) break;
  }
  // A schedule that was made after the list was read is not in `known`, so it is safe.
  for (const id of known.keys()) if (!wanted.has(id)) await remove(client, id);
}

async function put(client: Client, deployment: Deployment, schedule: DeploymentSchedule): Promise<void> {
  const options = optionsOf(deployment, schedule);
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { scheduleId: _id, ...rest } = options;
    await client.schedule.getHandle(options.scheduleId).update((known) => ({
      ...known,
      spec: rest.spec,
      action: { ...rest.action, workflowId: workflowIdOf(schedule) },
      policies: { ...known.policies, ...POLICIES },
      state: { ...known.state, ...rest.state, paused: rest.state?.paused ?? false },
    }));
  }
}

async function remove(client: Client, id: string): Promise<void> {
  try {
    await client.schedule.getHandle(id).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

const POLICIES = { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: CATCH_UP } as const;

function optionsOf(deployment: Deployment, schedule: DeploymentSchedule) {
  return {
    scheduleId: `${PREFIX}${schedule.id}`,
    spec: scheduleSpec(schedule.schedule, Date.parse(schedule.created)),
    action: {
      type: 'startWorkflow',
      workflowType: 'flowRun',
      workflowId: workflowIdOf(schedule),
      taskQueue: TASK_QUEUE,
      args: [{ deploymentId: deployment.id, scheduleId: schedule.id }],
    },
    policies: POLICIES,
    state: { paused: deployment.paused || !schedule.active, note: noteOf(deployment, schedule) },
  } satisfies ScheduleOptions;
}

/** Temporal adds the time to it. */
function workflowIdOf(schedule: DeploymentSchedule): string {
  return `flow-run/scheduled/${schedule.id}`;
}

/** What tells whether Temporal has the schedule as it is on record, beside the name that people read. */
function noteOf(deployment: Deployment, { schedule, active }: DeploymentSchedule): string {
  const text = JSON.stringify([deployment.id, deployment.paused, active, schedule]);
  return `deployment ${deployment.name} (${createHash('sha256').update(text).digest('hex').slice(0, 16)})`;
}
