import type { Deployment } from '../../schemas/deployments.ts';
import type { FlowRun } from '../../schemas/flow-runs.ts';
import type { Flow } from '../../schemas/flows.ts';
import type { Schedule } from '../../schemas/schedules.ts';
import { isId } from '../automations/find.ts';
import type { Api } from '../connection/api.ts';
import { usageError } from '../failure.ts';
import { objectArgument, pairs } from '../input.ts';
import { confirm } from '../output/confirm.ts';
import type { Column } from '../output/table.ts';
import { readTime } from '../output/times.ts';
import { watchRun } from '../runs/runs.ts';
import type { Session } from '../session.ts';

/** How a run of a deployment is started. */
export interface RunOptions {
  readonly param?: string[];
  readonly params?: string;
  readonly tag?: string[];
  readonly name?: string;
  readonly startAt?: string;
  readonly jobVariable?: string[];
  readonly watch?: boolean;
  readonly timeout?: number;
}

type Row = Deployment & { readonly flow: string };

const COLUMNS: readonly Column<Row>[] = [
  { header: 'DEPLOYMENT', text: ({ flow, name }) => `${flow}/${name}`, tone: () => 'strong', shrinks: true },
  {
    header: 'STATE',
    text: ({ paused, status }) => (paused ? 'paused' : status === 'READY' ? 'ready' : 'not ready'),
    tone: ({ paused, status }) => (paused || status !== 'READY' ? 'warn' : 'good'),
  },
  { header: 'WORK POOL', text: ({ work_pool_name: name }) => name ?? '-' },
  { header: 'SCHEDULES', text: ({ schedules }) => schedules.map(scheduleText).join('; '), shrinks: true },
  { header: 'TAGS', text: ({ tags }) => tags.join(', '), shrinks: true },
];

/** `automations deployments ls` */
export async function listDeployments({ api, out }: Session, options: { tag?: string[] }): Promise<void> {
  const { tag = [] } = options;
  const filter = tag.length === 0 ? {} : { deployments: { tags: { all_: tag } } };
  const deployments = await api.list<Deployment>('/deployments/filter', { sort: 'NAME_ASC', ...filter });
  const ids = [...new Set(deployments.map(({ flow_id }) => flow_id))];
  const flows =
    ids.length === 0 ? [] : await api.list<Flow>('/flows/filter', { flows: { id: { any_: ids } } });
  const names = new Map(flows.map(({ id, name }) => [id, name]));
  const rows = deployments.map((one) => ({ ...one, flow: names.get(one.flow_id) ?? '?' }));
  await out.list(rows, COLUMNS, 'No deployments. Make them with: automations deploy');
}

/** `automations deployments inspect` */
export async function inspectDeployment({ api, out }: Session, name: string): Promise<void> {
  await out.one(await findDeployment(api, name));
}

/** `automations deployments run` */
export async function runDeployment({ api, out }: Session, options: RunOptions, name: string): Promise<void> {
  const deployment = await findDeployment(api, name);
  const { param = [], params, tag = [], jobVariable = [], startAt, watch, timeout } = options;
  const given = params === undefined ? {} : await objectArgument(params, '--params');
  const run = await api.post<FlowRun>(`/deployments/${deployment.id}/create_flow_run`, {
    parameters: { ...given, ...pairs(param, '--param') },
    ...(options.name !== undefined && { name: options.name }),
    ...(tag.length > 0 && { tags: tag }),
    ...(jobVariable.length > 0 && { job_variables: pairs(jobVariable, '--job-variable') }),
    state: {
      type: 'SCHEDULED',
      message: 'Started from the command line',
      ...(startAt !== undefined && { state_details: { scheduled_time: readTime(startAt) } }),
    },
  });
  if (watch !== true) return out.done(`started ${run.name} (${run.id})`, run);
  const ended = await watchRun(api, run.id, timeout === undefined ? undefined : timeout * 1000);
  await out.done(`${ended.name} ended as ${ended.state_name ?? ''} (${ended.id})`, ended);
}

/** `automations deployments pause` and `resume`: their schedules. */
export async function switchDeployments(
  { api, out }: Session,
  paused: boolean,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const { id, name: whole } = await findDeployment(api, name);
    await api.post(`/deployments/${id}/${paused ? 'pause' : 'resume'}_deployment`);
    await out.done(`${paused ? 'paused' : 'resumed'} ${whole}`, await api.get(`/deployments/${id}`));
  }
}

/** `automations deployments delete`: with the automations that belong to it. */
export async function deleteDeployments(
  { api, out }: Session,
  options: { yes?: boolean },
  names: readonly string[],
): Promise<void> {
  const found = [];
  for (const name of names) found.push(await findDeployment(api, name));
  const list = found.map(({ name }) => `"${name}"`).join(', ');
  await confirm(`Delete ${list} with its schedules and triggers?`, options.yes);
  for (const deployment of found) {
    await api.delete(`/automations/owned-by/prefect.deployment.${deployment.id}`);
    await api.delete(`/deployments/${deployment.id}`);
    await out.done(`deleted ${deployment.name}`, deployment);
  }
}

/**
 * The deployment that `flow/name` or an id means.
 *
 * @throws CommandError when there is none
 */
export async function findDeployment(api: Api, name: string): Promise<Deployment> {
  if (isId(name)) return api.get<Deployment>(`/deployments/${name}`);
  const at = name.indexOf('/');
  if (at < 1)
    throw usageError(
      `"${name}" must be flow/deployment, such as etl/nightly, or an id. See: automations deployments ls`,
    );
  const [flow, deployment] = [name.slice(0, at), name.slice(at + 1)];
  return api.get<Deployment>(
    `/deployments/name/${encodeURIComponent(flow)}/${encodeURIComponent(deployment)}`,
  );
}

function scheduleText({ schedule, active }: { schedule: Schedule; active: boolean }): string {
  const text =
    'cron' in schedule
      ? schedule.cron
      : 'rrule' in schedule
        ? schedule.rrule
        : `every ${schedule.interval} s`;
  return active ? text : `${text} (off)`;
}
