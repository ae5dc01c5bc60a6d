import type { MetricReading, TriggerFiring } from '../triggers/index.ts';

/** What a context is made from. All of it is plain JSON. */
export interface ContextParts {
  /** The event that fired the trigger, or that a preview looks at; null for an absence without any event. */
  readonly event: object | null;
  readonly automation?: object | null;
  readonly firing?: (TriggerFiring & { readonly id: string; readonly test?: object }) | null;
  /** The events that took part, by id: needed for the firings of composites. */
  readonly events?: ReadonlyMap<string, object>;
  /** What the orchestrator knows, by the variable's name; those that are not given are null. */
  readonly objects?: Readonly<Record<string, unknown>>;
}

/**
 * The objects that templates of actions see: `event`, `automation`, `labels`, `firing`, `firings`, `events`, `metric`, and those
 * that orchestrators fill in. Names and fields are Prefect's.
 */
export function templateContext({
  event,
  automation,
  firing,
  events = new Map(),
  objects = {},
}: ContextParts): Record<string, unknown> {
  const own = firing ? describeFiring(firing, event, events) : null;
  const firings = own ? flatten(own) : [];
  return {
    event,
    automation: automation ?? null,
    labels: firing?.labels ?? {},
    firing: own,
    firings,
    events: distinct(firings.map((one) => one.triggering_event)),
    flow_run: null,
    flow: null,
    deployment: null,
    work_pool: null,
    work_queue: null,
    metric: firings.find((one) => one.metric)?.metric ?? null,
    variables: {},
    ...objects,
  };
}

interface DescribedFiring {
  readonly id: string | null;
  readonly trigger: string;
  readonly trigger_states: readonly string[];
  readonly triggered: string;
  readonly triggering_labels: Record<string, string>;
  readonly triggering_event: object | null;
  readonly triggering_firings: readonly DescribedFiring[];
  readonly triggering_value: number | null;
  readonly metric: MetricReading | null;
  readonly reason: object;
  /** Whether somebody asked for it as a test. */
  readonly test: boolean;
}

function describeFiring(
  firing: TriggerFiring & { readonly id?: string; readonly test?: object },
  event: object | null,
  events: ReadonlyMap<string, object>,
): DescribedFiring {
  return {
    id: firing.id ?? null,
    trigger: firing.trigger,
    trigger_states: [firing.state],
    triggered: new Date(firing.at).toISOString(),
    triggering_labels: firing.labels,
    triggering_event: event,
    triggering_firings: firing.children.map((child) =>
      describeFiring(child, child.event ? (events.get(child.event.id) ?? null) : null, events),
    ),
    triggering_value: firing.metric?.value ?? null,
    metric: firing.metric ?? null,
    reason: firing.reason,
    test: firing.test !== undefined,
  };
}

function flatten(firing: DescribedFiring): DescribedFiring[] {
  return [firing, ...firing.triggering_firings.flatMap(flatten)];
}

function distinct(events: readonly (object | null)[]): object[] {
  return [...new Set(events.filter((event) => event !== null))];
}
