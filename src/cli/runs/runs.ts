import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowRun } from '../../schemas/flow-runs.ts';
import type { Flow } from '../../schemas/flows.ts';
import type { OrchestrationResult } from '../../schemas/states.ts';
import { isId } from '../automations/find.ts';
import type { Api } from '../connection/api.ts';
import { CommandError, usageError } from '../failure.ts';
import { confirm } from '../output/confirm.ts';
import type { Tone } from '../output/colour.ts';
import { startProgress } from '../output/progress.ts';
import type { Column } from '../output/table.ts';
import { ago } from '../output/times.ts';
import type { Session } from '../session.ts';

/** Which runs are listed. */
export interface RunListOptions {
  readonly state?: string[];
  readonly flow?: string[];
  readonly deployment?: string[];
  readonly limit: number;
}

type Row = FlowRun & { readonly flow: string };

const COLUMNS: readonly Column<Row>[] = [
  { header: 'ID', text: ({ id }) => id, tone: () => 'dim' },
  { header: 'NAME', text: ({ name }) => name, tone: () => 'strong', shrinks: true },
  { header: 'FLOW', text: ({ flow }) => flow, shrinks: true },
  { header: 'STATE', text: ({ state_name: name }) => name ?? '-', tone: stateTone },
  { header: 'WHEN', text: (run) => ago(run.start_time ?? run.expected_start_time ?? run.created) },
  { header: 'MESSAGE', text: ({ state }) => state?.message ?? '', shrinks: true },
];

const ENDED = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED']);
const POLL_MS = 500;

/** `automations runs ls`: the latest first. */
export async function listRuns({ api, out }: Session, options: RunListOptions): Promise<void> {
  const { state = [], flow = [], deployment = [], limit } = options;
  const runs = await api.list<FlowRun>(
    '/flow_runs/filter',
    {
      sort: 'EXPECTED_START_TIME_DESC',
      ...(state.length > 0 && { flow_runs: { state: { name: { any_: state } } } }),
      ...(flow.length > 0 && { flows: { name: { any_: flow } } }),
      ...(deployment.length > 0 && { deployments: { name: { any_: deployment } } }),
    },
    limit,
  );
  const flows = await flowNames(
    api,
    runs.map(({ flow_id }) => flow_id),
  );
  await out.list(
    runs.map((run) => ({ ...run, flow: flows.get(run.flow_id) ?? '?' })),
    COLUMNS,
    'No flow runs.',
  );
}

/** `automations runs inspect` */
export async function inspectRun({ api, out }: Session, name: string): Promise<void> {
  await out.one(await findRun(api, name));
}

/** Scheduled anew when it is resumed; a Prefect server takes it for a mere pause otherwise. */
const SUSPENDED = { type: 'PAUSED', name: 'Suspended', state_details: { pause_reschedule: true } };

/** `automations runs cancel` and `suspend`. */
export async function setRunState(
  { api, out }: Session,
  wanted: 'cancel' | 'suspend',
  options: { message?: string },
  names: readonly string[],
): Promise<void> {
  const { message = null } = options;
  const state = wanted === 'cancel' ? { type: 'CANCELLING' } : SUSPENDED;
  for (const name of names) {
    const run = await findRun(api, name);
    const path = `/flow_runs/${run.id}/set_state`;
    await accepted(out, run, await api.post<OrchestrationResult>(path, { state: { ...state, message } }));
  }
}

/** `automations runs resume` */
export async function resumeRuns({ api, out }: Session, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const run = await findRun(api, name);
    await accepted(out, run, await api.post<OrchestrationResult>(`/flow_runs/${run.id}/resume`));
  }
}

/** `automations runs delete` */
export async function deleteRuns(
  { api, out }: Session,
  options: { yes?: boolean },
  names: readonly string[],
): Promise<void> {
  const runs = [];
  for (const name of names) runs.push(await findRun(api, name));
  await confirm(`Delete ${runs.map(({ name }) => `"${name}"`).join(', ')} with its history?`, options.yes);
  for (const run of runs) {
    await api.delete(`/flow_runs/${run.id}`);
    await out.done(`deleted ${run.name}`, run);
  }
}

/**
 * Waits for the end of a run, telling each state on stderr.
 *
 * @param timeoutMs - for the whole wait; endless when absent
 * @throws CommandError when it does not end as `Completed`, or not in time
 */
export async function watchRun(api: Api, id: string, timeoutMs = Infinity): Promise<FlowRun> {
  const progress = startProgress();
  const deadline = Date.now() + timeoutMs;
  try {
    for (;;) {
      const run = await api.get<FlowRun>(`/flow_runs/${id}`);
      progress.say(`${run.name}: ${run.state_name ?? 'unknown'}`);
      if (run.state_type !== null && ENDED.has(run.state_type)) {
        progress.end();
        if (run.state_type === 'COMPLETED') return run;
        const why = run.state?.message ? `: ${run.state.message}` : '';
        throw new CommandError(
          'run_failed',
          `${run.name} ended as ${run.state_name ?? run.state_type}${why}`,
        );
      }
      if (Date.now() >= deadline) {
        throw new CommandError('run_not_ended', `${run.name} is still ${run.state_name ?? 'unknown'}`);
      }
      await sleep(POLL_MS);
    }
  } finally {
    progress.end();
  }
}

/** The run that a name or an id means. */
async function findRun(api: Api, nameOrId: string): Promise<FlowRun> {
  if (isId(nameOrId)) return api.get<FlowRun>(`/flow_runs/${nameOrId}`);
  const [one, ...others] = await api.list<FlowRun>('/flow_runs/filter', {
    flow_runs: { name: { any_: [nameOrId] } },
  });
  if (one === undefined)
    throw new CommandError('not_found', `There is no flow run "${nameOrId}". See: automations runs ls`);
  if (others.length > 0)
    throw usageError(`${others.length + 1} runs are called "${nameOrId}": name one by its id`);
  return one;
}

async function accepted(out: Session['out'], run: FlowRun, result: OrchestrationResult): Promise<void> {
  if (result.status !== 'ACCEPT') {
    throw new CommandError(
      'refused',
      `${run.name}: ${result.details.reason ?? 'the change of state was refused'}`,
    );
  }
  await out.done(`${run.name}: ${result.state?.name ?? 'accepted'}`, result);
}

async function flowNames(api: Api, ids: readonly string[]): Promise<Map<string, string>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  const flows = await api.list<Flow>('/flows/filter', { flows: { id: { any_: distinct } } });
  return new Map(flows.map(({ id, name }) => [id, name]));
}

function stateTone({ state_type: type }: FlowRun): Tone {
  if (type === 'COMPLETED') return 'good';
  if (type === 'FAILED' || type === 'CRASHED') return 'bad';
  return type === 'PAUSED' || type === 'CANCELLING' || type === 'CANCELLED' ? 'warn' : 'plain';
}
