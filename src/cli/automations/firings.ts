import type { ActionResult, Firing } from '../../schemas/firings.ts';
import { usageError } from '../failure.ts';
import type { Tone } from '../output/colour.ts';
import type { Column } from '../output/table.ts';
import { ago } from '../output/times.ts';
import type { Session } from '../session.ts';
import { findAutomation } from './find.ts';

const COLUMNS: readonly Column<Firing>[] = [
  { header: 'ID', text: ({ id }) => id, tone: () => 'dim' },
  { header: 'WHEN', text: ({ triggered }) => ago(triggered) },
  { header: 'STATE', text: ({ trigger_state: state }) => state },
  { header: 'WHY', text: ({ reason }) => reason, shrinks: true },
  {
    header: 'ACTIONS',
    text: ({ actions }) => actions.map(actionText).join('; '),
    tone: worst,
    shrinks: true,
  },
];

const PAGE = 200;

/** `automations firings [NAME]`: of one automation, or what failed anywhere. */
export async function listFirings(
  { api, out }: Session,
  options: { limit: number; failed?: boolean },
  nameOrId: string | undefined,
): Promise<void> {
  const { failed = false } = options;
  if (nameOrId === undefined && !failed)
    throw usageError('Which automation? Or use --failed for those of all');
  const path =
    nameOrId === undefined
      ? '/firings/dead-letters'
      : `/automations/${(await findAutomation(api, nameOrId)).id}/firings`;
  const found: Firing[] = [];
  for (let offset = 0; found.length < options.limit;) {
    const page = await api.get<Firing[]>(`${path}?limit=${PAGE}&offset=${offset}`);
    found.push(...page.filter((firing) => !failed || worst(firing) === 'bad'));
    offset += page.length;
    if (page.length < PAGE) break;
  }
  await out.list(
    found.slice(0, options.limit),
    COLUMNS,
    failed ? 'Nothing has failed.' : 'It has not fired yet.',
  );
}

/** `automations retry FIRING`: sends its failed actions again. */
export async function retryFiring(
  { api, out }: Session,
  options: { action?: number },
  firingId: string,
): Promise<void> {
  const firing = await api.get<Firing>(`/firings/${encodeURIComponent(firingId)}`);
  const chosen = firing.actions.filter(({ index, state }) =>
    options.action === undefined ? state === 'failed' : index === options.action,
  );
  if (chosen.length === 0) throw usageError('No action of this firing has failed');
  for (const { index, type } of chosen) {
    const result = await api.post<ActionResult>(`/firings/${firing.id}/actions/${index}/retry`);
    await out.done(`sent again: action ${index}, ${type}`, result);
  }
}

function actionText({ type, state, reason }: ActionResult): string {
  return `${type} ${state}${reason === null ? '' : `: ${reason}`}`;
}

function worst({ actions }: Firing): Tone {
  if (actions.some(({ state }) => state === 'failed')) return 'bad';
  return actions.some(({ state }) => state === 'pending') ? 'warn' : 'good';
}
