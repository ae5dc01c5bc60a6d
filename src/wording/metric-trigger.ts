import type { NameOf, WordedTrigger } from './definition.ts';
import { scopeOf } from './scope.ts';
import { spanInWords } from './span.ts';

const METRICS: Readonly<Record<string, string>> = {
  successes: 'the share of successful flow runs',
  duration: 'the average duration of flow runs',
  lateness: 'the average lateness of flow runs',
};
const OPERATORS: Readonly<Record<string, string>> = {
  '<': 'below',
  '<=': 'at most',
  '>': 'above',
  '>=': 'at least',
};

/** When a metric trigger fires: "the share of successful flow runs over 1 hour is below 90 % for 10 minutes". */
export function metricClause(trigger: WordedTrigger, nameOf: NameOf): string {
  const { name = '', operator = '', threshold = 0, range = 300, firing_for = 300 } = trigger.metric ?? {};
  const subject = METRICS[name] ?? `the metric \`${name}\``;
  const limit = name === 'successes' ? percent(threshold) : spanInWords(threshold);
  const holds = firing_for > 0 ? ` for ${spanInWords(firing_for)}` : '';
  const bounds = `${OPERATORS[operator] ?? operator} ${limit}`;
  return `${subject}${scopeOf(trigger, 'flow-run', nameOf)} over ${spanInWords(range)} is ${bounds}${holds}`;
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100} %`;
}
