import { v4 as newId } from 'uuid';
import { z } from 'zod';
import { readDuration, duration } from './durations.ts';
import { relatedSpecificationSchema, resourceSpecificationSchema } from './labels.ts';
import { refuse, refuseValue, refuseWith, type Refuser } from './refusals.ts';
import { metricTriggerSchema, type MetricTrigger } from './metric-trigger.ts';
import { isObject, looseInteger, readInteger, scalar, stringSet } from './scalars.ts';
import { triggerId } from './trigger-id.ts';

/** The shortest window of a Proactive trigger, and the one it gets when none is given, in seconds. */
export const proactiveMinimumSeconds = 10;
/** How deep composite triggers may nest. */
export const maxTriggerDepth = 200;

/** A trigger on the presence (Reactive) or absence (Proactive) of events. `within` is in seconds. */
export const eventTriggerSchema = z.preprocess(
  checkWindow,
  z.object({
    type: z.literal('event').default('event'),
    id: triggerId,
    match: resourceSpecificationSchema.default(() => ({})),
    match_related: relatedSpecificationSchema.default(() => ({})),
    after: stringSet.default(() => []),
    expect: stringSet.default(() => []),
    for_each: stringSet.default(() => []),
    posture: z.enum(['Reactive', 'Proactive']),
    threshold: looseInteger.default(1),
    within: duration
      .refine((seconds) => seconds >= 0, {
        error: 'Input should be greater than or equal to 0 seconds',
        params: { type: 'greater_than_equal' },
      })
      .default(0),
  }),
);

/** A trigger on single events; see {@link eventTriggerSchema}. */
export type EventTrigger = z.infer<typeof eventTriggerSchema>;

/** Fires when enough of its children have fired within `within` seconds of each other (null: ever). */
export interface CompoundTrigger {
  type: 'compound';
  id: string;
  triggers: Trigger[];
  within: number | null;
  require: 'any' | 'all' | number;
}

/** Fires when its children have fired in order, within `within` seconds of each other (null: ever). */
export interface SequenceTrigger {
  type: 'sequence';
  id: string;
  triggers: Trigger[];
  within: number | null;
}

/** Any trigger. */
export type Trigger = EventTrigger | MetricTrigger | CompoundTrigger | SequenceTrigger;

/** A Proactive window that is absent or empty is 10 s. */
function withDefaultWindow(input: Record<string, unknown>): Record<string, unknown> {
  const { posture, within } = input;
  if (posture !== 'Proactive' || within === null) return input;
  const reading = readDuration(within);
  const none = isEmpty(within) || ('value' in reading && reading.value === 0);
  return none ? { ...input, within: proactiveMinimumSeconds } : input;
}

/** Null is no window, and a Proactive one is at least 10 s. */
function checkWindow(input: unknown, ctx: Refuser): unknown {
  if (!isObject(input)) return input;
  const { posture, within } = input;
  if (within === null) refuseValue(ctx, '`within` should be a valid timedelta', input);
  const reading = readDuration(within);
  if (posture === 'Proactive' && 'value' in reading && reading.value < proactiveMinimumSeconds) {
    refuseValue(ctx, '`within` for Proactive triggers must be greater than or equal to 10 seconds', input);
  }
  return input;
}

/** What Python takes for false: Prefect treats all of it as "no window given". */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === undefined || value === false || value === 0 || value === '';
}

/** How many children must have fired: `any`, `all`, or a number of them. */
const require = scalar<'any' | 'all' | number>(
  (input) => {
    if (input === 'any' || input === 'all') return { value: input };
    const reading = readInteger(input);
    return 'value' in reading
      ? reading
      : { refused: 'int_type', because: "Input should be a valid integer, 'any' or 'all'" };
  },
  {
    anyOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', enum: ['any', 'all'] },
    ],
  },
);

let depth = 0;

/** Any trigger of the wire. Where `type` is missing, the fields decide. */
export const triggerSchema = z
  .unknown()
  .transform((input, ctx): Trigger => {
    if (depth >= maxTriggerDepth) {
      refuseValue(ctx, `triggers may be nested at most ${maxTriggerDepth} deep`, undefined);
      return z.NEVER;
    }
    depth += 1;
    try {
      return readTrigger(input, ctx);
    } finally {
      depth -= 1;
    }
  })
  .meta({
    oneOf: ['EventTrigger', 'MetricTrigger', 'CompoundTrigger', 'SequenceTrigger'].map((name) => ({
      $ref: `#/components/schemas/${name}`,
    })),
  });

const composite = {
  id: triggerId,
  triggers: z.array(triggerSchema),
  within: duration.nullable(),
};

/** A compound as it stands on the wire. */
export const compoundTriggerSchema = z
  .object({ type: z.literal('compound').default('compound'), ...composite, require })
  .superRefine((trigger, ctx) => {
    checkRequire(trigger.require, trigger.triggers.length, ctx);
  });

/** A sequence as it stands on the wire. */
export const sequenceTriggerSchema = z.object({
  type: z.literal('sequence').default('sequence'),
  ...composite,
});

function checkRequire(wanted: 'any' | 'all' | number, children: number, ctx: Refuser): boolean {
  if (typeof wanted !== 'number') return true;
  if (wanted >= 1 && wanted <= children) return true;
  refuseValue(
    ctx,
    wanted < 1
      ? 'require must be at least 1'
      : 'require must be less than or equal to the number of triggers',
    wanted,
  );
  return false;
}

function readTrigger(given: unknown, ctx: Refuser): Trigger {
  if (!isObject(given)) {
    if (given === undefined) refuse(ctx, 'missing', 'Field required', given);
    else refuse(ctx, 'model_attributes_type', 'Input should be a valid dictionary', given);
    return z.NEVER;
  }
  // Prefect fills the window in before it knows the type, so a composite with a posture gets it as well.
  const input = withDefaultWindow(given);
  switch (input['type']) {
    case 'event':
      return readAs('EventTrigger', eventTriggerSchema, input, ctx);
    case 'compound':
      return readAs('CompoundTrigger', compoundTriggerSchema, input, ctx);
    case 'sequence':
      return readAs('SequenceTrigger', sequenceTriggerSchema, input, ctx);
    case 'metric':
      return readAs('MetricTrigger', metricTriggerSchema, input, ctx);
    case undefined:
      return readUntyped(input, ctx);
    default:
      refuse(
        ctx,
        'literal_error',
        "Input should be 'event', 'metric', 'compound' or 'sequence'",
        input['type'],
        ['type'],
      );
      return z.NEVER;
  }
}

function readAs<T>(label: string, schema: z.ZodType<T>, input: unknown, ctx: Refuser): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  refuseWith(ctx, result.error, [Symbol(label)]);
  return z.NEVER;
}

/** Without a `type`, a trigger is what more of its fields fit, as Prefect decides it. */
function readUntyped(input: Record<string, unknown>, ctx: Refuser): Trigger {
  if (input['posture'] === 'Metric' && !('triggers' in input))
    return readAs('MetricTrigger', metricTriggerSchema, input, ctx);
  const event = eventTriggerSchema.safeParse(input);
  if (!('triggers' in input) && !('require' in input)) {
    if (event.success) return event.data;
    refuseWith(ctx, event.error, [Symbol('EventTrigger')]);
    return z.NEVER;
  }
  // A sequence is a compound without `require`, so the children are read once for both.
  const inner: Refuser = { issues: [] };
  const sequence = readAs('SequenceTrigger', sequenceTriggerSchema, input, inner);
  const known = inner.issues.length === 0;
  const best = known ? withRequire(sequence, input['require']) : undefined;
  if (event.success && (best === undefined || fitsBetter(input, event.data, best))) {
    return event.data;
  }
  if (best !== undefined) return best;
  ctx.issues.push(...inner.issues);
  return z.NEVER;
}

function withRequire(sequence: SequenceTrigger, wanted: unknown): CompoundTrigger | SequenceTrigger {
  const reading = require.safeParse(wanted);
  if (!reading.success || !checkRequire(reading.data, sequence.triggers.length, { issues: [] })) {
    return sequence;
  }
  return { ...sequence, type: 'compound', require: reading.data };
}

/** More fields decide; among equals the one that needs no conversion, then the event trigger. */
function fitsBetter(input: Record<string, unknown>, event: Trigger, composite: Trigger): boolean {
  const more = ownFields(input, event) - ownFields(input, composite);
  return more > 0 || (more === 0 && (!isConverted(input, event) || isConverted(input, composite)));
}

/** Whether some value was given in another type than its own: text for an id or a number, a list for a set. */
function isConverted(input: unknown, trigger: Trigger): boolean {
  if (!isObject(input)) return false;
  if ('id' in input || typeof input['within'] === 'string') return true;
  if (trigger.type === 'metric') return false;
  if (trigger.type === 'event') {
    const sets = ['after', 'expect', 'for_each'].some((field) => field in input);
    return sets || ['string', 'boolean'].includes(typeof input['threshold']);
  }
  if (trigger.type === 'compound' && typeof input['require'] !== typeof trigger.require) return true;
  const children = input['triggers'] as unknown[];
  return trigger.triggers.some((child, index) => isConverted(children[index], child));
}

/** How many of the fields given, or filled in, belong to the trigger, those of its children included. */
function ownFields(given: unknown, trigger: Trigger): number {
  if (!isObject(given)) return 0;
  const input = withDefaultWindow(given);
  const own = Object.keys(input).filter((key) => key in trigger).length;
  if (!('triggers' in trigger)) return own;
  const children = input['triggers'] as unknown[];
  return trigger.triggers.reduce((sum, child, index) => sum + ownFields(children[index], child), own);
}

/** All triggers in a trigger: itself, then its children, depth first. */
export function allTriggers(trigger: Trigger): Trigger[] {
  return 'triggers' in trigger ? [trigger, ...trigger.triggers.flatMap(allTriggers)] : [trigger];
}

/** The same trigger with fresh ids throughout: ids are given out here, what a client sends is not kept. */
export function withFreshIds(trigger: Trigger): Trigger {
  if (!('triggers' in trigger)) return { ...trigger, id: newId() };
  return { ...trigger, id: newId(), triggers: trigger.triggers.map(withFreshIds) };
}
