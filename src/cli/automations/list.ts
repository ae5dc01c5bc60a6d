import type { Automation } from '../../schemas/automations.ts';
import { describeAutomation } from '../../wording/index.ts';
import type { Column } from '../output/table.ts';
import { ago } from '../output/times.ts';
import type { Session } from '../session.ts';

const COLUMNS: readonly Column<Automation>[] = [
  { header: 'NAME', text: ({ name }) => name, tone: () => 'strong', shrinks: true },
  {
    header: 'STATE',
    text: ({ enabled }) => (enabled ? 'on' : 'paused'),
    tone: ({ enabled }) => (enabled ? 'good' : 'warn'),
  },
  { header: 'WHAT', text: (automation) => describeAutomation(automation).replaceAll('`', ''), shrinks: true },
  { header: 'TAGS', text: ({ tags }) => tags.join(', '), shrinks: true },
  { header: 'UPDATED', text: ({ updated }) => ago(updated), tone: () => 'dim' },
];

/** `automations ls` */
export async function listAutomations(
  { api, out }: Session,
  options: { tag?: string[]; paused?: boolean; limit?: number },
): Promise<void> {
  const { tag = [], paused, limit } = options;
  const filter = tag.length === 0 ? {} : { automations: { tags: { all_: tag } } };
  const all = await api.list<Automation>('/automations/filter', { sort: 'NAME_ASC', ...filter }, limit);
  const shown = paused === true ? all.filter(({ enabled }) => !enabled) : all;
  await out.list(shown, COLUMNS, 'No automations. Make one with: automations create -f FILE');
}
