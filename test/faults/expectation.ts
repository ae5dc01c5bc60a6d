import { ALARM_WITHIN, COUNT, type LoadName } from './load.ts';
import type { LoggedEvent } from './system.ts';

/** What an automation should have done, worked out from the log without the product's own engine. */
export interface Expectation {
  /** What it must have fired for, once each: ids of triggering events, or resources for `alarm`. */
  readonly required: ReadonlySet<string>;
  /** What it may have fired for, once at most. */
  readonly allowed: ReadonlySet<string>;
  /** How its action ends. */
  readonly outcome: 'executed' | 'failed';
}

/** @param log the events in the order of evaluation */
export function expectationOf(name: LoadName, log: readonly LoggedEvent[]): Expectation {
  const outcome = name === 'refused' ? 'failed' : 'executed';
  if (name === 'alarm') return { ...alarms(log), outcome };
  const required = name === 'count' ? countsReached(log) : name === 'pair' ? pairs(log) : each(log, name);
  return { required, allowed: new Set(), outcome };
}

function each(log: readonly LoggedEvent[], name: LoadName): Set<string> {
  return new Set(log.filter(({ event }) => event === `load.${name}`).map(({ id }) => id));
}

/** The n-th event of each resource. The window is longer than a run, and silent after it has fired. */
function countsReached(log: readonly LoggedEvent[]): Set<string> {
  const counts = new Map<string, number>();
  const reached = new Set<string>();
  for (const { event, resource, id } of log) {
    if (event !== 'load.count') continue;
    const count = (counts.get(resource) ?? 0) + 1;
    counts.set(resource, count);
    if (count === COUNT) reached.add(id);
  }
  return reached;
}

/** An a and a b, in any order and with any number of repetitions before the other one comes. */
function pairs(log: readonly LoggedEvent[]): Set<string> {
  const seen = new Set<string>();
  const complete = new Set<string>();
  for (const { event, id } of log) {
    if (!event.startsWith('load.pair.')) continue;
    seen.add(event);
    if (seen.size < 2) continue;
    complete.add(id);
    seen.clear();
  }
  return complete;
}

/**
 * Whatever started and did not end. What ended and was acknowledged in time must be left alone; where the end was
 * received only after the deadline, because everything was down or the client had to try again, both are right.
 */
function alarms(log: readonly LoggedEvent[]): { required: Set<string>; allowed: Set<string> } {
  const ends = new Map(
    log.filter(({ event }) => event === 'load.done').map((end) => [end.resource, end] as const),
  );
  const required = new Set<string>();
  const allowed = new Set<string>();
  for (const { event, resource, occurred } of log) {
    if (event !== 'load.start') continue;
    const end = ends.get(resource);
    if (end === undefined) required.add(resource);
    else if (Math.max(end.received, end.occurred) >= occurred + ALARM_WITHIN * 1_000) allowed.add(resource);
  }
  return { required, allowed };
}
