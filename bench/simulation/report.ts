import { markdownTable, showNumber } from '../table.ts';
import type { Costs } from './costs.ts';
import type { Outcome } from './simulate.ts';

type Line = readonly [what: string, unit: string, of: (outcome: Outcome) => number];

const LINES: readonly Line[] = [
  ['events sent', '1/s', ({ measures, scenario }) => (measures.sent * 1_000) / scenario.duration],
  ['log partitions', '', ({ scenario }) => scenario.logPartitions],
  ['dispatchers', '', ({ scenario }) => scenario.dispatchers],
  ['workflows', '', ({ workflows }) => workflows],
  ['threads that run workflows', '', ({ scenario }) => scenario.workflowThreads],
  ['busiest log partition', '%', ({ busiest }) => busiest.log * 100],
  ['busiest dispatcher', '%', ({ busiest }) => busiest.dispatcher * 100],
  ['busiest workflow thread', '%', ({ busiest }) => busiest.workflow * 100],
  ['busiest history shard', '%', ({ busiest }) => busiest.shard * 100],
  ['event -> acknowledged, p50', 'ms', ({ measures }) => measures.acknowledgement.percentile(50)],
  ['event -> acknowledged, p99', 'ms', ({ measures }) => measures.acknowledgement.percentile(99)],
  ['event -> evaluated, p50', 'ms', ({ measures }) => measures.evaluation.percentile(50)],
  ['event -> evaluated, p99', 'ms', ({ measures }) => measures.evaluation.percentile(99)],
  ['deadline -> alarm, p50', 'ms', ({ measures }) => measures.alarm.percentile(50)],
  ['deadline -> alarm, p99', 'ms', ({ measures }) => measures.alarm.percentile(99)],
  ['signals', '1/s', ({ measures, settledAt }) => (measures.signals * 1_000) / settledAt],
  ['items of a signal, mean', '', ({ measures }) => measures.items / measures.signals],
  ['workflow tasks', '1/s', ({ measures, settledAt }) => (measures.tasks * 1_000) / settledAt],
  ['barriers', '1/s', ({ measures, settledAt }) => (measures.barriers * 1_000) / settledAt],
  ['longest queue before a log partition', 'events', ({ longestQueue }) => longestQueue],
  ['longest backlog of a dispatcher', 'entries', ({ measures }) => measures.longestBacklog],
  ['longest outbox', 'items', ({ measures }) => measures.longestOutbox],
  ['longest inbox of a workflow', 'items', ({ measures }) => measures.longestInbox],
  ['everything done after the load ended', 'ms', ({ settledAt, scenario }) => settledAt - scenario.duration],
  ['items sent twice and dropped', '', ({ measures }) => measures.repeated],
  ['deadlines without an alarm', '', ({ measures }) => Math.max(0, measures.silent - measures.alarms)],
  ['false alarms', '', ({ measures }) => measures.falseAlarms],
  ['events not evaluated', '', ({ measures }) => measures.concerning - measures.evaluated],
];

/** The outcomes side by side, as Markdown. */
export function report(outcomes: readonly Outcome[]): string {
  const headings = ['what', 'unit', ...outcomes.map(({ scenario }) => scenario.name)];
  return markdownTable(
    headings,
    LINES.map(([what, unit, of]) => [what, unit, ...outcomes.map((outcome) => showNumber(of(outcome)))]),
  );
}

/** The costs that all of it follows from, in µs. */
export function showCosts(costs: Costs): string {
  return Object.entries(costs)
    .map(([name, ms]) => `${name} ${Math.round(ms * 1_000)}`)
    .join(', ');
}
