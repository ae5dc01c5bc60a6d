import type { Paint, Tone } from '../output/colour.ts';
import { oneLine } from '../output/width.ts';
import type { Change } from './difference.ts';
import type { Step } from './plan.ts';

const SIGNS: Readonly<Record<Step['action'], readonly [sign: string, tone: Tone]>> = {
  create: ['+', 'good'],
  update: ['~', 'warn'],
  switch: ['~', 'warn'],
  delete: ['-', 'bad'],
  leave: ['?', 'dim'],
  unchanged: ['=', 'dim'],
};

const WORDS: Readonly<Record<Step['action'], string>> = {
  create: 'create',
  update: 'update',
  switch: 'pause or resume',
  delete: 'delete',
  leave: 'in no file any more; --prune deletes it',
  unchanged: 'unchanged',
};

/** A plan as lines for people, field by field. */
export function planLines(steps: readonly Step[], paint: Paint): string[] {
  const lines = steps.flatMap((step) => {
    const [sign, tone] = SIGNS[step.action];
    const where = step.from === undefined ? '' : paint('dim', `  ${step.from}`);
    const head = `${paint(tone, `${sign} ${oneLine(step.name)}`)}  ${paint('dim', WORDS[step.action])}${where}`;
    const drift = step.drift.map((change) =>
      paint('warn', `    ! changed on the server: ${changeText(change)}`),
    );
    return [head, ...step.changes.map((change) => `    ${changeText(change)}`), ...drift];
  });
  return [...lines, summary(steps)];
}

/** One line: how many of each. */
export function summary(steps: readonly Step[]): string {
  const count = (...actions: Step['action'][]): number =>
    steps.filter(({ action }) => actions.includes(action)).length;
  const parts: string[] = [];
  const add = (number: number, word: string): void => {
    if (number > 0) parts.push(`${number} ${word}`);
  };
  add(count('create'), 'to create');
  add(count('update', 'switch'), 'to update');
  add(count('delete'), 'to delete');
  add(count('unchanged'), 'unchanged');
  add(count('leave'), 'left alone');
  add(steps.filter(({ drift }) => drift.length > 0).length, 'changed on the server since the last apply');
  return parts.length === 0 ? 'Nothing to do: no automations in the files.' : `${parts.join(', ')}.`;
}

function changeText({ path, from, to }: Change): string {
  return `${path || 'all'}: ${valueText(from)} → ${valueText(to)}`;
}

function valueText(value: unknown): string {
  return value === undefined ? '(none)' : oneLine(JSON.stringify(value));
}
