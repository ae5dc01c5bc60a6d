import { refuseSchedule } from './refuse.ts';

const NICKNAMES = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');
const FIELDS = [
  { name: 'minute', min: 0, max: 59, words: [] as readonly string[] },
  { name: 'hour', min: 0, max: 23, words: [] },
  { name: 'day of month', min: 1, max: 31, words: [] },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of week', min: 0, max: 7, words: DAYS },
] as const;

/**
 * The cron expressions by which Temporal does what one of Prefect's does. Where day of month and day of week are both
 * restricted, cron takes either day, but Temporal only days that are both: then there are two expressions.
 *
 * @param dayOr false when both days must fit
 * @throws AutomationError 422 for what is no cron expression of five fields
 */
export function cronExpressions(cron: string, dayOr: boolean): string[] {
  const text = cron.trim().toLowerCase();
  if (NICKNAMES.has(text)) return [text === '@midnight' ? '@daily' : text];
  const fields = text.split(/\s+/);
  if (fields.length !== FIELDS.length)
    refuseSchedule(`'${cron}' has ${fields.length} fields; Temporal takes the usual five`);
  fields.forEach((field, index) => checkField(field, FIELDS[index]!, cron));
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const isEither = dayOr && !day.startsWith('*') && !weekday.startsWith('*');
  if (!isEither) return [fields.join(' ')];
  return [`${minute} ${hour} ${day} ${month} *`, `${minute} ${hour} * ${month} ${weekday}`];
}

function checkField(field: string, { name, min, max, words }: (typeof FIELDS)[number], cron: string): void {
  for (const part of field.split(',')) {
    const match = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/.exec(part);
    const [, first = '', last, step] = match ?? [];
    const from = first === '*' ? min : numberOf(first, words, min);
    const to = last === undefined ? from : numberOf(last, words, min);
    const isWrong =
      match === null || (first === '*' && last !== undefined) || !(from >= min && from <= to && to <= max);
    if (isWrong || (step !== undefined && Number(step) < 1))
      refuseSchedule(`'${part}' is no ${name} that Temporal understands, in '${cron}'`);
  }
}

function numberOf(text: string, words: readonly string[], min: number): number {
  const index = words.indexOf(text);
  if (index >= 0) return index + (words.length === 12 ? min : 0);
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
