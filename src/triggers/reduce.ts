import type { CompiledLeaf, CompiledTrigger } from './compile.ts';
import type { Evaluation, Outcome } from './evaluation.ts';
import { baseOf, note } from './evaluation.ts';
import type { EventInput, TriggerInput } from './input.ts';
import { nextPass } from './inspect.ts';
import { beginMetric, metricEvent, passMetric } from './metrics/evaluate-metric.ts';
import { passLeaf } from './pass.ts';
import { proactiveEvent } from './proactive.ts';
import { reactiveEvent } from './reactive.ts';
import type { LeafState, TriggerState } from './state.ts';
import { windowsOf } from './live-windows.ts';

/** A microsecond: passes are due so much early, since `at - lag` may be off by a rounding error. */
const ROUNDING = 0.001;

/**
 * Evaluates one input. Changes `state`, which belongs to it; reads no clock and does nothing else, so the same
 * inputs always bring the same firings.
 *
 * @param compiled - the trigger; a changed one needs a `load` input first
 * @param state - from `newTriggerState`, or one that was saved as JSON
 * @param input - in the order of the log, passes between the entries as `nextPass` asks for them
 * @returns the firings of the whole trigger, and each decision that was taken
 * @example
 * const state = newTriggerState();
 * reduce(compiled, state, { type: 'load', at: 0, lag: 0 });
 * reduce(compiled, state, { type: 'event', at: 5, lag: 0, seq: 1, id: 'e1', occurred: 5, matches }).firings;
 */
export function reduce(compiled: CompiledTrigger, state: TriggerState, input: TriggerInput): Outcome {
  if (input.type === 'load') {
    state.leaves = compiled.leaves.map(() => ({ rows: [], next: null }));
    state.remembered = compiled.composites.map(() => []);
    state.enabled = false;
  }
  completeState(compiled, state);
  const evaluation: Evaluation = {
    compiled,
    state,
    windows: windowsOf(compiled, state),
    at: input.at,
    seq: input.type === 'event' ? input.seq : null,
    firings: [],
    reasons: [],
  };

  if (input.type === 'disable') state.enabled = false;
  else forgetOld(evaluation, forgettingTime(compiled, state, input));
  state.at = input.at;

  if (input.type === 'event') takeEvent(evaluation, input);
  else if (input.type === 'pass') {
    if (state.enabled)
      pass(evaluation, input.p, input.resumedAt === undefined ? null : input.p + input.resumedAt - input.at);
  } else if (input.type === 'enable' || (input.type === 'load' && input.enabled !== false)) {
    const p = input.at - input.lag;
    for (const leaf of compiled.leaves) setNext(evaluation, leaf, input);
    state.enabled = true;
    pass(evaluation, p, null);
  }
  return { firings: evaluation.firings, reasons: evaluation.reasons };
}

/** A new state has no room for the trigger's leaves and composites yet. */
function completeState(compiled: CompiledTrigger, state: TriggerState): void {
  while (state.leaves.length < compiled.leaves.length) state.leaves.push({ rows: [], next: null });
  while (state.remembered.length < compiled.composites.length) state.remembered.push([]);
}

/** Loading and enabling make a pass over every proactive leaf at once; metrics are followed from then on. */
function setNext(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  { at, lag, reached = at - lag, past }: Extract<TriggerInput, { type: 'load' | 'enable' }>,
): void {
  const { state } = evaluation;
  const own = state.leaves[leaf.leaf];
  const p = at - lag;
  if (own && leaf.posture === 'Proactive') own.next = p;
  else if (own && leaf.posture === 'Metric' && !state.enabled) {
    const known = past?.find((one) => one.leaf === leaf.leaf);
    // After a late event the clock has yet to come back to where it was: a metric's time never steps back.
    beginMetric(evaluation, leaf, Math.max(p, reached), known);
  }
}

/**
 * The highest time that the events' clock has shown since the last input, which is what windows are forgotten by. It can
 * step back when a late event comes, and a window opened then must not be measured by what it showed before.
 */
function forgettingTime(
  compiled: CompiledTrigger,
  state: TriggerState,
  input: Exclude<TriggerInput, { type: 'disable' }>,
): number | null {
  // Entries of one instant, such as an event and its followers, are handled in one go.
  if (state.at !== null && input.at <= state.at) return null;
  if (input.type === 'pass') {
    // Until now the clock has shown less than the time of the pass, even if it has leapt over it at last.
    const most = Math.min(input.p, nextPass(compiled, state) ?? input.p) - ROUNDING;
    return Math.min(most, input.shown ?? most);
  }
  const reached = input.reached ?? input.at - input.lag;
  const isNew = state.reached === null || reached > state.reached;
  if (isNew) state.reached = reached;
  return isNew ? reached : (input.shown ?? Math.min(reached, input.at - input.lag));
}

function forgetOld(evaluation: Evaluation, time: number | null): void {
  if (time === null) return;
  for (const leaf of evaluation.compiled.leaves) {
    const forgotten = evaluation.windows[leaf.leaf]?.forget(time) ?? 0;
    if (forgotten > 0)
      note(evaluation, { code: 'windows-forgotten', ...baseOf(evaluation, leaf.path), windows: forgotten });
  }
}

function takeEvent(evaluation: Evaluation, event: EventInput): void {
  const { compiled, state } = evaluation;
  if (event.seq <= state.seq) {
    note(evaluation, { code: 'already-handled', ...baseOf(evaluation, '') });
    return;
  }
  state.seq = event.seq;
  if (!state.enabled) {
    note(evaluation, { code: 'disabled', ...baseOf(evaluation, '') });
    return;
  }
  for (const match of event.matches) {
    const leaf = compiled.leaves[match.leaf];
    if (leaf?.posture === 'Reactive') reactiveEvent(evaluation, leaf, match, event);
    else if (leaf?.posture === 'Metric') metricEvent(evaluation, leaf, match, event);
    else if (leaf) proactiveEvent(evaluation, leaf, match, event);
  }
}

function pass(evaluation: Evaluation, p: number, resumed: number | null): void {
  for (const leaf of evaluation.compiled.leaves) {
    const state = evaluation.state.leaves[leaf.leaf] as LeafState;
    if (!isDue(leaf, state, p)) continue;
    const time = Math.max(p, state.next ?? p);
    if (leaf.posture === 'Metric') passMetric(evaluation, leaf, state, time);
    else passLeaf(evaluation, leaf, state, time, resumed);
  }
}

function isDue(leaf: CompiledLeaf, state: LeafState, p: number): boolean {
  return leaf.posture !== 'Reactive' && state.next !== null && state.next <= p + ROUNDING;
}
