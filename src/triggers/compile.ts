import type {
  CompoundTriggerDefinition,
  EventTriggerDefinition,
  MetricTriggerDefinition,
  SequenceTriggerDefinition,
  TriggerDefinition,
} from './definition.ts';
import { compileEventPattern } from './event-pattern.ts';
import type { EventPattern } from './event-pattern.ts';
import { compileKey } from './keys.ts';
import type { KeyReader } from './keys.ts';
import { compileMatch, compileMatchRelated } from './matching.ts';
import type { RelatedTest, ResourceTest } from './matching.ts';
import { compileMetric } from './metrics/metric.ts';
import type { CompiledMetric } from './metrics/metric.ts';
import { FLOW_RUN_EVENTS } from './metrics/run-step.ts';

/** Where a trigger stands: its place among its parent's children, and that parent (none at the top). */
interface Position {
  /** Places from the top down, such as `1.0`; empty at the top. */
  readonly path: string;
  readonly parent: CompiledComposite | null;
  readonly place: number;
}

/** An event or metric trigger, ready to be evaluated. Times in milliseconds. */
export interface CompiledLeaf extends Position {
  /** Number among the leaves, depth first. */
  readonly leaf: number;
  readonly posture: 'Reactive' | 'Proactive' | 'Metric';
  readonly expect: readonly EventPattern[];
  readonly after: readonly EventPattern[];
  readonly fitsResource: ResourceTest;
  readonly fitsRelated: RelatedTest;
  readonly keyLabels: readonly string[];
  readonly keyReaders: readonly KeyReader[];
  readonly threshold: number;
  readonly within: number;
  /** What a metric trigger measures; null for event triggers. */
  readonly metric: CompiledMetric | null;
}

/** A compound or sequence trigger, ready to be evaluated. */
export interface CompiledComposite extends Position {
  /** Number among the composites, depth first. */
  readonly composite: number;
  readonly ordered: boolean;
  readonly children: number;
  /** How many different children must have fired. */
  readonly required: number;
  /** Milliseconds; null: no limit. */
  readonly within: number | null;
}

/** What `compileTrigger` makes: leaves and composites in depth-first order. */
export interface CompiledTrigger {
  readonly leaves: readonly CompiledLeaf[];
  readonly composites: readonly CompiledComposite[];
}

const DEFAULT_PROACTIVE_WITHIN = 10;

/** Seconds to milliseconds, at microseconds' precision so that 2.248 s is 2248 ms and not a hair more. */
function milliseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}

function compileLeaf(definition: EventTriggerDefinition, position: Position, leaf: number): CompiledLeaf {
  const proactive = definition.posture === 'Proactive';
  const { labels, readers } = compileKey(definition.for_each);
  return {
    ...position,
    leaf,
    posture: definition.posture,
    expect: definition.expect.map(compileEventPattern),
    after: definition.after.map(compileEventPattern),
    fitsResource: compileMatch(definition.match),
    fitsRelated: compileMatchRelated(definition.match_related),
    keyLabels: labels,
    keyReaders: readers,
    // Presence of no event at all cannot be waited for: 0 means 1 (R8). An absence below 1 never fires (P10).
    threshold: proactive ? definition.threshold : Math.max(1, definition.threshold),
    within: milliseconds(proactive && !definition.within ? DEFAULT_PROACTIVE_WITHIN : definition.within),
    metric: null,
  };
}

function compileMetricLeaf(
  definition: MetricTriggerDefinition,
  position: Position,
  leaf: number,
): CompiledLeaf {
  return {
    ...position,
    leaf,
    posture: 'Metric',
    expect: [compileEventPattern(`${FLOW_RUN_EVENTS}*`)],
    after: [],
    fitsResource: compileMatch(definition.match),
    fitsRelated: compileMatchRelated(definition.match_related),
    keyLabels: [],
    keyReaders: [],
    threshold: 0,
    within: 0,
    metric: compileMetric(definition.metric),
  };
}

function compileComposite(
  definition: CompoundTriggerDefinition | SequenceTriggerDefinition,
  position: Position,
  composite: number,
): CompiledComposite {
  const children = definition.triggers.length;
  const require = definition.type === 'sequence' ? 'all' : definition.require;
  return {
    ...position,
    composite,
    ordered: definition.type === 'sequence',
    children,
    required: require === 'any' ? 1 : require === 'all' ? children : require,
    within: definition.within === null ? null : milliseconds(definition.within),
  };
}

/**
 * Prepares a definition for projection and evaluation. Pure; do it once for each version of a definition.
 *
 * @param definition - in Prefect's wire form, validated and with defaults filled in
 * @example
 * const compiled = compileTrigger({ type: 'event', posture: 'Reactive', expect: ['order.*'], after: [],
 *   match: {}, match_related: {}, for_each: [], threshold: 5, within: 60 });
 */
export function compileTrigger(definition: TriggerDefinition): CompiledTrigger {
  const leaves: CompiledLeaf[] = [];
  const composites: CompiledComposite[] = [];
  const visit = (one: TriggerDefinition, position: Position): void => {
    if (one.type === 'event') {
      leaves.push(compileLeaf(one, position, leaves.length));
      return;
    }
    if (one.type === 'metric') {
      leaves.push(compileMetricLeaf(one, position, leaves.length));
      return;
    }
    const composite = compileComposite(one, position, composites.length);
    composites.push(composite);
    one.triggers.forEach((child, place) => {
      visit(child, {
        path: position.path === '' ? `${place}` : `${position.path}.${place}`,
        parent: composite,
        place,
      });
    });
  };
  visit(definition, { path: '', parent: null, place: 0 });
  return { leaves, composites };
}
