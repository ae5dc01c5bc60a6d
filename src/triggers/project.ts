import type { CompiledLeaf, CompiledTrigger } from './compile.ts';
import type { MatchableEvent } from './definition.ts';
import type { EventPattern } from './event-pattern.ts';
import { runStep } from './metrics/run-step.ts';
import type { RunStep } from './metrics/run-step.ts';

/** What one event means to one leaf: all that evaluation needs of it. */
export interface LeafMatch {
  readonly leaf: number;
  /** It is an expected event. */
  readonly expect: boolean;
  /** It fits `after`. */
  readonly after: boolean;
  /** Values of `for_each`, in the order of the sorted labels. */
  readonly key: readonly string[];
  /** Metric leaves only: the flow run's state change. */
  readonly run?: RunStep;
}

/** Event names that a leaf can be concerned by, for an index. */
export interface EventNames {
  readonly exact: string[];
  /** A name that begins with one of these may fit. */
  readonly prefixes: string[];
  /** Any name may fit; then the lists say nothing more. */
  readonly any: boolean;
}

function fitsOne(patterns: readonly EventPattern[], name: string): boolean {
  for (const pattern of patterns) if (pattern.test(name)) return true;
  return false;
}

function projectMetric(leaf: CompiledLeaf, event: MatchableEvent): LeafMatch | null {
  const run = leaf.metric && runStep(leaf.metric.name, event);
  if (!run || !leaf.fitsResource(event.resource) || !leaf.fitsRelated(event.related)) return null;
  return { leaf: leaf.leaf, expect: true, after: false, key: [], run };
}

function projectLeaf(leaf: CompiledLeaf, event: MatchableEvent): LeafMatch | null {
  if (leaf.metric) return projectMetric(leaf, event);
  const expect = leaf.expect.length === 0 || fitsOne(leaf.expect, event.event);
  const after = fitsOne(leaf.after, event.event);
  if (!expect && !after) return null;
  if (!leaf.fitsResource(event.resource) || !leaf.fitsRelated(event.related)) return null;
  return { leaf: leaf.leaf, expect, after, key: leaf.keyReaders.map((read) => read(event)) };
}

/**
 * What an event means to a trigger, leaf by leaf.
 *
 * @returns empty when the event does not concern the trigger
 * @example projectEvent(compiled, { event: 'order.paid', resource: { 'prefect.resource.id': 'o-1' }, related: [] })
 */
export function projectEvent(compiled: CompiledTrigger, event: MatchableEvent): LeafMatch[] {
  const matches: LeafMatch[] = [];
  for (const leaf of compiled.leaves) {
    const match = projectLeaf(leaf, event);
    if (match) matches.push(match);
  }
  return matches;
}

/** The event names for which a leaf can be fitted by an event; a superset for patterns with `*`. */
export function eventNames(leaf: CompiledLeaf): EventNames {
  const exact = new Set<string>();
  const prefixes = new Set<string>();
  let any = leaf.expect.length === 0;
  for (const pattern of [...leaf.expect, ...leaf.after]) {
    if (!pattern.possible) continue;
    if (pattern.exact) exact.add(pattern.prefix);
    else if (pattern.prefix === '') any = true;
    else prefixes.add(pattern.prefix);
  }
  return { exact: [...exact], prefixes: [...prefixes], any };
}
