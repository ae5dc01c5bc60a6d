/**
 * The trigger engine: which firings a trigger produces for the events it sees. Pure: no clock, no I/O, nothing of
 * Node. It runs in the automation's workflow, in the dispatcher and in the conformance runner alike.
 *
 * @module
 */
export type {
  CompoundTriggerDefinition,
  EventTriggerDefinition,
  LabelPatterns,
  MetricDefinition,
  MetricTriggerDefinition,
  MatchableEvent,
  ResourceSpecification,
  SequenceTriggerDefinition,
  TriggerDefinition,
} from './definition.ts';
export { compileTrigger } from './compile.ts';
export type { CompiledComposite, CompiledLeaf, CompiledTrigger } from './compile.ts';
export { eventNames, projectEvent } from './project.ts';
export type { EventNames, LeafMatch } from './project.ts';
export { labelOf } from './matching.ts';
export type { RequiredLabel } from './matching.ts';
export type { RequiredText } from './label-pattern.ts';
export { newTriggerState } from './state.ts';
export type { TriggerState } from './state.ts';
export { joinKey } from './keys.ts';
export { splitRows } from './windows.ts';
export { reduce } from './reduce.ts';
export { firesOnEach } from './reactive.ts';
export type { Outcome } from './evaluation.ts';
export type { DisableInput, EnableInput, EventInput, LoadInput, PassInput, TriggerInput } from './input.ts';
export type { EventRef, TriggerFiring } from './firing.ts';
export type { FiringReason, Reason, ReasonCode } from './reasons.ts';
export { describeReason } from './describe-reason.ts';
export { nextPass, openMetrics, openWindows, passPatience, stateCharacters, stateSize } from './inspect.ts';
export type { OpenMetric, OpenWindow } from './inspect.ts';
export { hasMetric, MetricPast } from './metrics/metric-past.ts';
export type { LeafPast } from './metrics/metric-past.ts';
export type { MetricReading } from './metrics/metric.ts';
export { advanceEventsClock, newEventsClock, observeEvent } from './events-clock.ts';
export type { EventsClock } from './events-clock.ts';
