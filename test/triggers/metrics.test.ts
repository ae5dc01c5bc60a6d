import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricTriggerDefinition } from '../../src/triggers/index.ts';
import { pureDriver } from '../conformance/pure-driver.ts';
import type { ScenarioInput, TimelineEntry } from '../conformance/scenario.ts';
import { readMetricScenarios } from '../conformance/scenario-files.ts';
import { runScenario } from '../conformance/scenarios.ts';
import { metricReferenceDriver } from './reference-metrics.ts';

const RUNS = Number(process.env['FC_RUNS'] ?? 1500);

const STATES = [
  'Scheduled',
  'Late',
  'Pending',
  'Running',
  'Retrying',
  'Completed',
  'Failed',
  'Crashed',
  'Cancelling',
  'Cancelled',
  'Paused',
];

const metric = fc.constantFrom('successes' as const, 'duration' as const, 'lateness' as const).chain((name) =>
  fc.record({
    name: fc.constant(name),
    threshold:
      name === 'successes'
        ? fc.constantFrom(0, 0.25, 0.5, 2 / 3, 0.75, 1)
        : fc.constantFrom(0, 10, 20.5, 40, 90),
    operator: fc.constantFrom('<', '<=', '>', '>='),
    range: fc.constantFrom(300, 400, 1000),
    firing_for: fc.constantFrom(0, 300, 301.125),
  }),
);

const step = fc.record({
  kind: fc.constantFrom(...Array<'event'>(30).fill('event'), 'disable', 'enable', 'update'),
  // Eighths of a second, as exact as the clock.
  gap: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }) },
    fc.integer({ min: 0, max: 4000 }),
  ),
  run: fc.constantFrom('a', 'b', 'c', 'd'),
  state: fc.constantFrom(...STATES),
  lateness: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: -160, max: 240 }) },
    fc.integer({ min: -400, max: 8000 }),
  ),
});

const scenario: fc.Arbitrary<ScenarioInput> = fc
  .record({ metric, steps: fc.array(step, { maxLength: 40, size: 'max' }) })
  .map(({ metric: query, steps }) => {
    const trigger = { type: 'metric', posture: 'Metric', match: {}, match_related: {}, metric: query };
    const automation = { name: 'under test', trigger, actions: [{ type: 'do-nothing' }] };
    let at = 0;
    const timeline = steps.map((one, index): TimelineEntry => {
      at += one.gap / 8;
      if (one.kind === 'disable') return { at, disable: true };
      if (one.kind === 'enable') return { at, enable: true };
      if (one.kind === 'update') return { at, update: automation };
      const event = {
        name: `e${index}`,
        event: `prefect.flow-run.${one.state}`,
        resource: { 'prefect.resource.id': `prefect.flow-run.${one.run}` },
        ...(one.lateness === 0 ? {} : { occurred: at - one.lateness / 8 }),
      };
      return { at, event };
    });
    return { name: 'random', about: '', rules: [], automation, timeline, until: at + 3000 };
  });

/** One metric over all runs: what the reference knows. */
function isPlain({ automation: { trigger } }: ScenarioInput): boolean {
  const { type, match, match_related } = trigger as unknown as Partial<MetricTriggerDefinition>;
  if (type !== 'metric' || Object.keys(match_related!).length > 0) return false;
  return Object.keys(match!).every((label) => label === 'prefect.resource.id');
}

describe('metric triggers and their rules written plainly', () => {
  const scenarios = readMetricScenarios();

  it.each(scenarios.filter(isPlain))('the plain rules give what $name expects', async (one) => {
    expect((await runScenario(one, metricReferenceDriver)).detail).toBe('');
  });

  it('agree on random scenarios', () => {
    fc.assert(
      fc.property(scenario, (one) => {
        expect(pureDriver(one)).toEqual(metricReferenceDriver(one));
      }),
      { numRuns: RUNS },
    );
  });
});
