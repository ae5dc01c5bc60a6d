import { z } from 'zod';
import { duration } from './durations.ts';
import { relatedSpecificationSchema, resourceSpecificationSchema } from './labels.ts';
import { refuseValue } from './refusals.ts';
import { looseNumber } from './scalars.ts';
import { triggerId } from './trigger-id.ts';

/** The shortest `range` and `firing_for` of a metric trigger, and what they are when absent, in seconds. */
export const metricMinimumSeconds = 300;

/** The longest of either: 30 days. */
export const metricMaximumSeconds = 30 * 86_400;

const metricSpan = (isAllowed: (seconds: number) => boolean) =>
  duration
    .superRefine((seconds, ctx) => {
      if (seconds > metricMaximumSeconds)
        refuseValue(ctx, `The maximum range is ${metricMaximumSeconds} seconds (30 days)`, seconds);
      else if (!isAllowed(seconds))
        refuseValue(ctx, `The minimum range is ${metricMinimumSeconds} seconds (5 minutes)`, seconds);
    })
    .default(metricMinimumSeconds);

/** What is measured, and when it is out of bounds. `range` and `firing_for` are in seconds. */
export const metricQuerySchema = z.object({
  name: z.enum(['lateness', 'duration', 'successes']),
  threshold: looseNumber,
  operator: z.enum(['<', '<=', '>', '>=']),
  range: metricSpan((seconds) => seconds >= metricMinimumSeconds),
  // Prefect's guide has an example with 0, its client asks for 300 at least: both are taken, nothing in between.
  firing_for: metricSpan((seconds) => seconds === 0 || seconds >= metricMinimumSeconds),
});

/** A trigger on a metric of the flow runs that fit. */
export const metricTriggerSchema = z.object({
  type: z.literal('metric').default('metric'),
  id: triggerId,
  match: resourceSpecificationSchema.default(() => ({})),
  match_related: relatedSpecificationSchema.default(() => ({})),
  posture: z.literal('Metric').default('Metric'),
  metric: metricQuerySchema,
});

/** See {@link metricTriggerSchema}. */
export type MetricTrigger = z.infer<typeof metricTriggerSchema>;
