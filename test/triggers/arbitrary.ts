import fc from 'fast-check';
import type { ScenarioInput, TimelineEntry } from '../conformance/scenario.ts';

type Trigger = Record<string, unknown>;

const NAMES = ['x.up', 'x.down', 'y.up', 'y.', 'z'];
const pattern = fc.constantFrom('x.up', 'x.down', 'y.up', 'x.*', '*.up', 'y.*', '*');
const labels = fc.record({
  'prefect.resource.id': fc.constantFrom('a', 'b', 'c'),
  color: fc.option(fc.constantFrom('red', 'green', ''), { nil: undefined }),
});
const specification = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ color: fc.constantFrom('red', '!red', ['red', 'g*'], '?*') }) },
);

function leaf(): fc.Arbitrary<Trigger> {
  return fc.constantFrom('Reactive', 'Proactive').chain((posture) =>
    fc.record({
      type: fc.constant('event'),
      posture: fc.constant(posture),
      expect: fc.array(pattern, { maxLength: 2 }),
      after: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        fc.array(pattern, { minLength: 1, maxLength: 2 }),
      ),
      match: specification,
      match_related: fc.oneof(
        { weight: 3, arbitrary: specification },
        fc.array(specification, { maxLength: 2 }),
      ),
      for_each: fc.uniqueArray(fc.constantFrom('prefect.resource.id', 'color', 'related:owner:color'), {
        maxLength: 2,
      }),
      threshold: posture === 'Reactive' ? fc.integer({ min: 1, max: 3 }) : fc.integer({ min: 0, max: 3 }),
      within: posture === 'Reactive' ? fc.constantFrom(0, 5, 10, 30) : fc.constantFrom(10, 15, 30),
    }),
  );
}

const within = fc.constantFrom(null, 0, 7, 31);

function trigger(depth: number): fc.Arbitrary<Trigger> {
  if (depth === 0) return leaf();
  const triggers = fc.array(trigger(depth - 1), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 2, arbitrary: leaf() },
    triggers.chain((children) =>
      fc.oneof(
        fc.record({ type: fc.constant('sequence'), triggers: fc.constant(children), within }),
        fc.record({
          type: fc.constant('compound'),
          triggers: fc.constant(children),
          require: fc.constantFrom('any', 'all', ...children.map((_, at) => at + 1)),
          within,
        }),
      ),
    ),
  );
}

interface Step {
  readonly kind: 'event' | 'again' | 'disable' | 'enable' | 'update';
  readonly gap: number;
  readonly event: string;
  readonly resource: { 'prefect.resource.id': string; color: string | undefined };
  readonly owner: string | null;
  readonly lateness: number;
  readonly follows: number | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step['kind'][]>(
    ...Array<'event'>(24).fill('event'),
    'again',
    'disable',
    'enable',
    'update',
  ),
  // Eighths of a second: exact in binary, and rarely at the same instant as a pass.
  gap: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 80 }) }, fc.integer({ min: 0, max: 1200 })),
  event: fc.constantFrom(...NAMES),
  resource: labels,
  owner: fc.option(fc.constantFrom('red', 'blue'), { nil: null }),
  lateness: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: -160, max: 240 }) },
    fc.integer({ min: -400, max: 8000 }),
  ),
  follows: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.integer({ min: -2, max: 4 })),
});

function compact(resource: Step['resource']): Record<string, string> {
  const { color, ...rest } = resource;
  return color === undefined ? rest : { ...rest, color };
}

function timeline(steps: readonly Step[], automation: ScenarioInput['automation']): TimelineEntry[] {
  let at = 0;
  const entries: TimelineEntry[] = [];
  steps.forEach((one, index) => {
    at += one.gap / 8;
    const before = entries.filter((entry) => entry.event);
    if (one.kind === 'disable' || one.kind === 'enable') entries.push({ at, [one.kind]: true });
    else if (one.kind === 'update') entries.push({ at, update: { ...automation, enabled: true } });
    else if (one.kind === 'again' && before.length > 0) {
      entries.push({
        at,
        event: before[index % before.length]?.event as NonNullable<TimelineEntry['event']>,
      });
    } else {
      const event = {
        name: `e${index}`,
        event: one.event,
        resource: compact(one.resource),
        related: one.owner === null ? [] : [ownerOf(one.owner)],
        ...(one.lateness === 0 ? {} : { occurred: at - one.lateness / 8 }),
        ...(one.follows === null ? {} : { follows: `e${index + one.follows}` }),
      };
      entries.push({ at, event });
    }
  });
  return entries;
}

function ownerOf(color: string): Record<string, string> {
  return { 'prefect.resource.id': 'o', 'prefect.resource.role': 'owner', color };
}

/** Random scenarios: any trigger up to three levels deep, and a timeline with late, lost, early and repeated events. */
export const scenarioArbitrary: fc.Arbitrary<ScenarioInput> = fc
  .record({
    definition: fc.integer({ min: 0, max: 2 }).chain(trigger),
    steps: fc.array(step, { maxLength: 40, size: 'max' }),
    enabled: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
  })
  .map(({ definition, steps, enabled }) => {
    const automation = {
      name: 'under test',
      trigger: definition,
      actions: [{ type: 'do-nothing' }],
      enabled,
    };
    const entries = timeline(steps, automation);
    const until = (entries[entries.length - 1]?.at ?? 0) + 100;
    return { name: 'random', about: '', rules: [], automation, timeline: entries, until };
  });
