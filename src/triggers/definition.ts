/** A label pattern, or a list of alternatives of which one must fit (rules M4 to M6). */
export type LabelPatterns = string | readonly string[];

/** Labels that a resource must have, each with its patterns. Empty: fits every resource. */
export type ResourceSpecification = Readonly<Record<string, LabelPatterns>>;

/** A trigger over single events: their presence (`Reactive`) or their absence (`Proactive`). */
export interface EventTriggerDefinition {
  readonly type: 'event';
  readonly posture: 'Reactive' | 'Proactive';
  /** Event name patterns that count. Empty: any event. */
  readonly expect: readonly string[];
  /** Event name patterns that open a window. Empty: no such event is needed. */
  readonly after: readonly string[];
  readonly match: ResourceSpecification;
  readonly match_related: ResourceSpecification | readonly ResourceSpecification[];
  /** Labels, or `related:<role>:<label>`, whose values split the trigger. */
  readonly for_each: readonly string[];
  readonly threshold: number;
  /** Seconds. */
  readonly within: number;
}

/** What is measured of flow runs, and when that is out of bounds. Times in seconds. */
export interface MetricDefinition {
  readonly name: 'successes' | 'duration' | 'lateness';
  readonly threshold: number;
  readonly operator: '<' | '<=' | '>' | '>=';
  /** How far back flow runs count. */
  readonly range: number;
  /** How long the condition must hold, or have ceased, before the trigger's state changes. */
  readonly firing_for: number;
}

/** A trigger over a metric of the flow runs that fit. */
export interface MetricTriggerDefinition {
  readonly type: 'metric';
  readonly posture: 'Metric';
  readonly match: ResourceSpecification;
  readonly match_related: ResourceSpecification | readonly ResourceSpecification[];
  readonly metric: MetricDefinition;
}

/** Fires when enough of its children have fired within the same time. */
export interface CompoundTriggerDefinition {
  readonly type: 'compound';
  readonly triggers: readonly TriggerDefinition[];
  readonly require: 'any' | 'all' | number;
  /** Seconds; null: no limit. */
  readonly within: number | null;
}

/** Fires when its children have fired in the order in which they stand. */
export interface SequenceTriggerDefinition {
  readonly type: 'sequence';
  readonly triggers: readonly TriggerDefinition[];
  /** Seconds; null: no limit. */
  readonly within: number | null;
}

/**
 * A trigger in Prefect's wire form, after defaults have been filled in. Further fields (`id`, …) are
 * allowed and not looked at.
 */
export type TriggerDefinition =
  EventTriggerDefinition | MetricTriggerDefinition | CompoundTriggerDefinition | SequenceTriggerDefinition;

/** What matching needs of an event. */
export interface MatchableEvent {
  readonly event: string;
  readonly resource: Readonly<Record<string, string>>;
  readonly related: readonly Readonly<Record<string, string>>[];
}
