// `npm run bench:simulation -- [--seed N] [--only NAME]`: the dispatcher and the partitions of the log at a million events
// per second, in simulated time.
import { parseArgs } from 'node:util';
import { markdownTable, showNumber } from '../table.ts';
import { capacityFor, type Capacity } from './capacity.ts';
import { checkModel } from './check.ts';
import { MEASURED, MEASURED_CORES, MEASURED_ONE } from './measured-costs.ts';
import { report, showCosts } from './report.ts';
import { SCENARIOS } from './scenarios.ts';
import { simulate, type Outcome } from './simulate.ts';

const NAMES: Readonly<Record<keyof Capacity, string>> = {
  signals: 'signals/s',
  gateways: 'processors for gateways',
  logPartitions: 'log partitions',
  dispatchers: 'dispatchers',
  workflowThreads: 'threads that run workflows',
  temporalProcessors: 'processors for Temporal and its database',
};

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, only: { type: 'string', default: '' } },
});
const chosen = SCENARIOS.filter(({ name }) => name.startsWith(values.only));
const outcomes = chosen.map((scenario) => {
  const began = performance.now();
  const outcome = simulate(scenario, MEASURED, Number(values.seed));
  console.error(`${scenario.name}: ${Math.round((performance.now() - began) / 1_000)} s`);
  return outcome;
});
console.log(`costs in µs: ${showCosts(MEASURED)}; seed ${values.seed}\n\n${report(outcomes)}`);
const rows = (Object.keys(NAMES) as (keyof Capacity)[]).map((key) => [
  NAMES[key],
  '',
  ...outcomes.map((outcome) => showNumber(Math.round(needed(outcome)[key]))),
]);
console.log(
  `\nby the formulas, none busier than 60 %\n\n${markdownTable(['what', '', ...chosen.map(({ name }) => name)], rows)}`,
);
const checks = checkModel(MEASURED, MEASURED_ONE, MEASURED_CORES).map(
  ({ what, unit, predicted, measured }) => {
    const error = `${((predicted / measured - 1) * 100).toFixed(0)} %`;
    return [what, unit, showNumber(Math.round(predicted)), showNumber(Math.round(measured)), error];
  },
);
console.log(
  `\none gateway and one worker on this machine\n\n${markdownTable(['what', 'unit', 'model', 'measured', 'error'], checks)}`,
);

/** What the formulas say for the load of an outcome, with its signals and commits as simulated. */
function needed({ scenario, measures, eventsPerCommit }: Outcome): Capacity {
  return capacityFor(
    {
      events: scenario.rate,
      items: (scenario.rate * scenario.concerning) / 100,
      itemsPerSignal: measures.items / measures.signals,
      eventsPerCommit,
      barriers: scenario.deadlinesPerSecond,
    },
    MEASURED,
  );
}
