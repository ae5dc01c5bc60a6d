import type { BacktestResult } from '../../schemas/backtests.ts';
import { usageError } from '../failure.ts';
import type { Column } from '../output/table.ts';
import { ago, readTime } from '../output/times.ts';
import type { Session } from '../session.ts';
import { readDefinitions, type SourceOptions } from './change.ts';
import { findAutomation } from './find.ts';

/** What `automations backtest` can be told. */
export interface BacktestOptions extends SourceOptions {
  readonly since: string;
  readonly until?: string;
  readonly limit: number;
}

type Firing = BacktestResult['firings'][number];

const COLUMNS: readonly Column<Firing>[] = [
  { header: 'WHEN', text: ({ triggered }) => ago(triggered), tone: () => 'dim' },
  { header: 'STATE', text: ({ trigger_state: state }) => state },
  { header: 'EVENT', text: ({ triggering_event: event }) => event?.event ?? '-', shrinks: true },
  {
    header: 'RESOURCE',
    text: ({ triggering_event: event }) => event?.resource['prefect.resource.id'] ?? '-',
    shrinks: true,
  },
  { header: 'WHY', text: ({ reason }) => reason, shrinks: true },
];

/** `automations backtest`: the first of the firings that would have been, and how many there would have been. */
export async function backtest(
  session: Session,
  options: BacktestOptions,
  nameOrId: string | undefined,
): Promise<void> {
  const { api, out } = session;
  const { since, until, limit } = options;
  const { automation, id } = await draft(session, options, nameOrId);
  const result = await api.post<BacktestResult>('/automations/backtest', {
    automation,
    automation_id: id,
    since: readTime(since),
    ...(until !== undefined && { until: readTime(until) }),
    limit,
  });
  if (out.format === 'json' || out.format === 'yaml') return out.done('', result);
  for (const line of caveats(result)) out.note(line);
  out.lines([summary(result)]);
  if (result.firings.length > 0) await out.list(result.firings, COLUMNS, '');
}

/** The automation as it would be: from a file, or as it is. */
async function draft(
  { api }: Session,
  options: SourceOptions,
  nameOrId: string | undefined,
): Promise<{ automation: Record<string, unknown>; id: string | null }> {
  const isFile = options.fromFile !== undefined || options.fromJson !== undefined;
  if (!isFile && nameOrId === undefined)
    throw usageError('Which automation? Name one, or give a draft with --from-file');
  const known = nameOrId === undefined ? undefined : await findAutomation(api, nameOrId);
  const id = known?.id ?? null;
  if (!isFile && known !== undefined) {
    const { name, trigger } = known;
    return { automation: { name, trigger, actions: [] }, id };
  }
  const [definition, ...others] = await readDefinitions(options);
  if (definition === undefined || others.length > 0) throw usageError('The file must hold one automation');
  const { resolveReferences } = await import('../apply/references.ts');
  const { Names } = await import('../apply/names.ts');
  const automation = await resolveReferences({ name: known?.name ?? 'draft', ...definition }, new Names(api));
  return { automation, id };
}

function summary({ count, events, matched, since, until }: BacktestResult): string {
  const times = count === 1 ? 'once' : `${count} times`;
  const looked = `${events} event${events === 1 ? '' : 's'} looked at, ${matched} matched`;
  return `would have fired ${count === 0 ? 'never' : times} from ${minute(since)} to ${minute(until)} (${looked})`;
}

/** What the number does not say. */
function caveats({ since, recorded_since: first, cut }: BacktestResult): string[] {
  const lines: string[] = [];
  const isShort = first !== null && Date.parse(first) - Date.parse(since) > 60_000;
  if (isShort) lines.push(`there are no events on record from before ${minute(first)}`);
  if (cut !== null)
    lines.push(
      `stopped early: ${cut === 'events' ? 'too many events' : 'it took too long'}; choose a shorter time`,
    );
  return lines;
}

function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')}Z`;
}
