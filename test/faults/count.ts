import type { Firing } from '../../src/schemas/firings.ts';
import type { HttpSink } from '../support/http-sink.ts';
import { firingsOf } from '../support/product.ts';
import { expectationOf } from './expectation.ts';
import { NAMES, type LoadName } from './load.ts';
import type { FaultSystem } from './system.ts';

/** What was counted. */
export interface Count {
  /** One line for each thing that is wrong; empty when all is well. */
  readonly problems: readonly string[];
  readonly events: number;
  readonly firings: number;
  readonly deliveries: number;
  /** Deliveries of a key beyond those that the receiver asked for: tried again since nobody knew if they had arrived. */
  readonly repeated: number;
}

/** Compares what was acknowledged, what fired and what arrived. */
export async function count(
  system: FaultSystem,
  sink: HttpSink,
  automations: Readonly<Record<LoadName, string>>,
): Promise<Count> {
  const log = await system.log();
  const problems: string[] = [];
  if (new Set(log.map(({ id }) => id)).size < log.length) problems.push('an event is in the log twice');
  let firings = 0;
  let repeated = 0;
  for (const name of NAMES) {
    const fired = await firingsOf(system, automations[name]);
    const { required, allowed, outcome } = expectationOf(name, log);
    const causes = fired.map((firing) => causeOf(name, firing));
    problems.push(
      ...[...required].filter((cause) => !causes.includes(cause)).map((cause) => `${name}: lost ${cause}`),
      ...causes
        .filter((cause) => !required.has(cause) && !allowed.has(cause))
        .map((cause) => `${name}: false ${cause}`),
      ...causes
        .filter((cause, index) => causes.indexOf(cause) < index)
        .map((cause) => `${name}: twice ${cause}`),
      ...fired
        .filter(({ actions }) => actions.length !== 1 || actions[0]?.state !== outcome)
        .map(({ id, actions }) => `${name}: ${id} is ${actions.map(({ state }) => state).join()}`),
    );
    const ordinals = fired.map(({ ordinal }) => ordinal);
    if (ordinals.some((ordinal, index) => ordinal !== index + 1))
      problems.push(`${name}: ordinals ${ordinals.join()}`);
    const arrived = deliveriesOf(name, fired, sink);
    problems.push(...arrived.problems);
    firings += fired.length;
    repeated += arrived.repeated;
  }
  return { problems, events: log.length, firings, deliveries: sink.deliveries.length, repeated };
}

function causeOf(name: LoadName, firing: Firing): string {
  const cause =
    name === 'alarm' ? firing.triggering_labels['prefect.resource.id'] : firing.triggering_event?.id;
  return cause ?? 'nothing';
}

/** Each firing's action has arrived, under a key of its own, and nothing else has. */
function deliveriesOf(
  name: LoadName,
  fired: readonly Firing[],
  sink: HttpSink,
): { problems: string[]; repeated: number } {
  const attempts = name === 'flaky' ? 3 : 1;
  const bodies = new Map<string, Set<string>>();
  const times = new Map<string, number>();
  for (const { key, body } of sink.at(`/${name}`)) {
    times.set(key, (times.get(key) ?? 0) + 1);
    bodies.set(key, (bodies.get(key) ?? new Set()).add(body));
  }
  const keys = fired.map(({ actions }) => actions[0]?.invocation ?? '');
  const problems = [
    ...keys.filter((key) => (times.get(key) ?? 0) < attempts).map((key) => `${name}: ${key} has not arrived`),
    ...[...times.keys()]
      .filter((key) => !keys.includes(key))
      .map((key) => `${name}: ${key} belongs to no firing`),
    ...[...bodies]
      .filter(([, texts]) => texts.size > 1)
      .map(([key]) => `${name}: ${key} stands for two things`),
  ];
  if (new Set(keys).size < keys.length) problems.push(`${name}: two firings have one key`);
  const repeated = [...times.values()].reduce((sum, tries) => sum + Math.max(0, tries - attempts), 0);
  return { problems, repeated };
}
