import { isDeepStrictEqual } from 'node:util';
import { ConflictError, NotFoundError } from '../../errors.ts';
import type {
  DeploymentSchedule,
  DeploymentScheduleCreate,
  DeploymentScheduleUpdate,
  Schedule,
} from '../../schemas/schedules.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Reader } from '../backends/backend.ts';
import { newObjectId } from '../ids.ts';
import type { Write } from '../log/write.ts';
import type { DeploymentScheduleTable } from './tables.ts';

interface ScheduleBody {
  readonly schedule: Schedule;
  readonly max_scheduled_runs: number | null;
  readonly parameters: Record<string, unknown>;
}

/** The schedules of deployments, the oldest first. */
export async function readSchedules(
  reader: Reader,
  deploymentIds: readonly string[],
): Promise<Map<string, DeploymentSchedule[]>> {
  const found = new Map<string, DeploymentSchedule[]>(deploymentIds.map((id) => [id, []]));
  if (deploymentIds.length === 0) return found;
  const rows = await reader
    .selectFrom('deployment_schedules')
    .selectAll()
    .where('deployment_id', 'in', deploymentIds)
    .orderBy('created')
    .orderBy('id')
    .execute();
  for (const row of rows) found.get(row.deployment_id)?.push(toSchedule(row));
  return found;
}

/** Adds schedules to a deployment. @throws {ConflictError} when a slug is taken in it. */
export async function addSchedules(
  write: Write,
  deploymentId: string,
  schedules: readonly DeploymentScheduleCreate[],
): Promise<DeploymentSchedule[]> {
  const known = (await readSchedules(write.trx, [deploymentId])).get(deploymentId) ?? [];
  const slugs = new Set(known.map(({ slug }) => slug));
  const rows: DeploymentScheduleTable[] = [];
  for (const { schedule, active, max_scheduled_runs, parameters, slug } of schedules) {
    if (slug !== null && slugs.has(slug))
      throw new ConflictError(`A schedule with slug '${slug}' already exists in the deployment.`);
    slugs.add(slug);
    const body: ScheduleBody = { schedule: anchored(schedule, write.now), max_scheduled_runs, parameters };
    rows.push({
      id: newObjectId(),
      deployment_id: deploymentId,
      slug,
      active: active ? 1 : 0,
      created: write.now + rows.length / 1000,
      updated: write.now,
      body: JSON.stringify(body),
    });
  }
  if (rows.length > 0) await write.trx.insertInto('deployment_schedules').values(rows).execute();
  return rows.map(toSchedule);
}

/** Puts schedules in the place of a deployment's: those that are the same stay, so that they do not start afresh. */
export async function replaceSchedules(
  write: Write,
  deploymentId: string,
  schedules: readonly DeploymentScheduleCreate[],
): Promise<void> {
  const known = (await readSchedules(write.trx, [deploymentId])).get(deploymentId) ?? [];
  const added: DeploymentScheduleCreate[] = [];
  const kept = new Set<string>();
  for (const schedule of schedules) {
    const same = known.find((one) => !kept.has(one.id) && isSame(one, schedule));
    if (same) kept.add(same.id);
    else added.push(schedule);
  }
  const gone = known.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (gone.length > 0) await write.trx.deleteFrom('deployment_schedules').where('id', 'in', gone).execute();
  await addSchedules(write, deploymentId, added);
}

/** Changes one schedule. @throws {NotFoundError} */
export async function changeSchedule(
  write: Write,
  deploymentId: string,
  id: string,
  change: DeploymentScheduleUpdate,
): Promise<void> {
  const old = await write.trx
    .selectFrom('deployment_schedules')
    .selectAll()
    .where('deployment_id', '=', deploymentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (old === undefined) throw new NotFoundError('Schedule');
  const known = JSON.parse(old.body) as ScheduleBody;
  const body: ScheduleBody = {
    schedule: change.schedule == null ? known.schedule : anchored(change.schedule, write.now),
    max_scheduled_runs:
      change.max_scheduled_runs === undefined ? known.max_scheduled_runs : change.max_scheduled_runs,
    parameters: change.parameters ?? known.parameters,
  };
  await write.trx
    .updateTable('deployment_schedules')
    .set({
      slug: change.slug === undefined ? old.slug : change.slug,
      active: change.active == null ? old.active : change.active ? 1 : 0,
      updated: write.now,
      body: JSON.stringify(body),
    })
    .where('id', '=', id)
    .execute();
}

/** Removes one schedule. @throws {NotFoundError} */
export async function removeSchedule({ trx }: Write, deploymentId: string, id: string): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom('deployment_schedules')
    .where('deployment_id', '=', deploymentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new NotFoundError('Schedule');
}

function isSame(known: DeploymentSchedule, wanted: DeploymentScheduleCreate): boolean {
  const { anchor_date: _known, ...have } = known.schedule as Schedule & { anchor_date?: string };
  const { anchor_date: anchor, ...want } = wanted.schedule as Schedule & { anchor_date?: string };
  return (
    isDeepStrictEqual(have, want) &&
    (anchor === undefined || anchor === _known) &&
    known.active === wanted.active &&
    known.slug === wanted.slug &&
    known.max_scheduled_runs === wanted.max_scheduled_runs &&
    isDeepStrictEqual(known.parameters, wanted.parameters)
  );
}

/** An interval without an anchor is counted from now. */
function anchored(schedule: Schedule, now: number): Schedule {
  if (!('interval' in schedule) || schedule.anchor_date !== undefined) return schedule;
  return { ...schedule, anchor_date: formatTime(now) };
}

function toSchedule(row: DeploymentScheduleTable): DeploymentSchedule {
  return {
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    deployment_id: row.deployment_id,
    active: row.active === 1,
    slug: row.slug,
    ...(JSON.parse(row.body) as ScheduleBody),
  };
}
