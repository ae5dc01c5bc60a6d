import type { CompiledLeaf } from '../compile.ts';
import { raise } from '../composite.ts';
import { baseOf, leafFiring, note } from '../evaluation.ts';
import type { Evaluation } from '../evaluation.ts';
import type { EventInput } from '../input.ts';
import type { LeafMatch } from '../project.ts';
import type { FiringReason } from '../reasons.ts';
import type { LeafState } from '../state.ts';
import type { LeafMetric, OnTurn } from './leaf-metric.ts';
import type { LeafPast } from './metric-past.ts';
import { momentOf } from './moment.ts';
import { metricOf } from './live-metrics.ts';
import { newMetricState } from './metric-state.ts';
import type { MetricState } from './metric-state.ts';

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
  const changed = metric.take(match.run, momentOf(event), turnOf(evaluation, leaf, metric));
  const code = changed ? 'metric-measured' : 'metric-run-noted';
  note(evaluation, { code, ...baseOf(evaluation, leaf.path), ...metric.reading });
  state.next = metric.next;
}

/**
 * Loading and enabling: the metric is followed from now on.
 *
 * @param past - what the log has of the time before; without it the metric goes on with what it knows, or begins empty
 */
export function beginMetric(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  now: number,
  past: LeafPast | undefined,
): void {
  const own = evaluation.state.leaves[leaf.leaf] as LeafState;
  if (past) {
    const { fired = false, last = null } = own.metric ?? {};
    // A copy: the state changes in place, inputs do not.
    const state = JSON.parse(JSON.stringify(past.state)) as MetricState;
    own.metric = { ...state, fired, last: state.last ?? last };
  }
  own.metric ??= newMetricState(now);
  const metric = metricOf(leaf, own) as LeafMetric;
  metric.begin(now);
  own.next = metric.next;
  if (past) {
    const { from } = past;
    note(evaluation, { code: 'metric-filled', ...baseOf(evaluation, leaf.path), ...metric.reading, from });
  }
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
