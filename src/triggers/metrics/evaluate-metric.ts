import type { CompiledLeaf } from '../compile.ts';
import { raise } from '../composite.ts';
import { baseOf, leafFiring, note } from '../evaluation.ts';
import type { Evaluation } from '../evaluation.ts';
import type { EventInput } from '../input.ts';
import type { LeafMatch } from '../project.ts';
import type { FiringReason } from '../reasons.ts';
import type { LeafState } from '../state.ts';
import type { LeafMetric, OnTurn } from './leaf-metric.ts';
import { metricOf } from './live-metrics.ts';
import { newMetricState } from './metric-state.ts';

/** A flow run's state change comes to a metric leaf. */
export function metricEvent(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  match: LeafMatch,
  event: EventInput,
): void {
  const state = evaluation.state.leaves[leaf.leaf] as LeafState;
  const metric = metricOf(leaf, state);
  if (!metric || !match.run) return;
  const now = event.at - event.lag;
  const shown = event.shown ?? Math.min(event.reached ?? now, now);
  const time = Math.min(event.occurred, event.at);
  const ref = { id: event.id, seq: event.seq };
  const changed = metric.take(match.run, { shown, now, time, event: ref }, turnOf(evaluation, leaf, metric));
  const code = changed ? 'metric-measured' : 'metric-run-noted';
  note(evaluation, { code, ...baseOf(evaluation, leaf.path), ...metric.reading });
  state.next = metric.next;
}

/** Loading and enabling: the metric is followed from now on. */
export function beginMetric(leaf: CompiledLeaf, state: LeafState, now: number): void {
  state.metric ??= newMetricState(now);
  const metric = metricOf(leaf, state) as LeafMetric;
  metric.begin(now);
  state.next = metric.next;
}

/** A pass: time has gone on without an event. */
export function passMetric(evaluation: Evaluation, leaf: CompiledLeaf, state: LeafState, p: number): void {
  const metric = metricOf(leaf, state);
  if (!metric) return;
  metric.advance(p, turnOf(evaluation, leaf, metric));
  state.next = metric.next;
}

/** What makes a firing of a turn of the metric. */
function turnOf(evaluation: Evaluation, leaf: CompiledLeaf, metric: LeafMetric): OnTurn {
  return (state, since) => {
    const { reading } = metric;
    const code = state === 'Triggered' ? 'metric-breached' : 'metric-recovered';
    const reason: FiringReason = { code, ...baseOf(evaluation, leaf.path), ...reading, since };
    const firing = leafFiring(evaluation, {}, metric.last, reason);
    raise(evaluation, leaf, { ...firing, state, metric: reading });
  };
}
