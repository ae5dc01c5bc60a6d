import { z } from 'zod';
import { receivedEventSchema } from './events.ts';
import { resourceSpecificationSchema } from './labels.ts';
import { optionalBody } from './pages.ts';
import { looseBoolean, looseInteger, looseNumber, uuid } from './scalars.ts';
import { dateTime, formatTime } from './times.ts';

const dayMs = 86_400_000;
const defaultLookBackDays = 180;

const strings = z.array(z.string()).nullable().default(null);
const specification = resourceSpecificationSchema.nullable().default(null);

/** When the events occurred; both ends belong to the span. By default the last 180 days. */
const occurredFilterSchema = z.strictObject({
  since: timeOr((now) => now - (now % dayMs) - defaultLookBackDays * dayMs),
  until: timeOr((now) => now),
});

/** A time with a default that depends on the present, in epoch milliseconds. */
function timeOr(fallback: (now: number) => number) {
  return dateTime
    .optional()
    .transform((time) => time ?? formatTime(fallback(Date.now())))
    .meta({ type: 'string', format: 'date-time' });
}

const nameFilterSchema = z.strictObject({
  prefix: strings,
  exclude_prefix: strings,
  name: strings,
  exclude_name: strings,
});

const resourceFilterSchema = z.strictObject({
  id: strings,
  id_prefix: strings,
  labels: specification,
  distinct: looseBoolean.default(false),
});

const relatedFilterSchema = z.strictObject({
  id: strings,
  role: strings,
  resources_in_roles: z
    .array(z.tuple([z.string(), z.string()]))
    .nullable()
    .default(null),
  labels: specification,
});

const anyResourceFilterSchema = z.strictObject({ id: strings, id_prefix: strings, labels: specification });

const orList = <T extends z.ZodType>(schema: T) =>
  z
    .union([schema, z.array(schema)])
    .nullable()
    .default(null);

/** Which events are meant; all criteria given must be met. */
export const eventFilterSchema = z.strictObject({
  occurred: occurredFilterSchema.prefault(() => ({})),
  event: nameFilterSchema.nullable().default(null),
  resource: resourceFilterSchema.nullable().default(null),
  related: orList(relatedFilterSchema),
  any_resource: orList(anyResourceFilterSchema),
  id: z.strictObject({ id: z.array(uuid).nullable().default(null) }).prefault(() => ({})),
  text: z
    .strictObject({ query: z.string().max(200) })
    .nullable()
    .default(null),
  order: z.enum(['ASC', 'DESC']).default('DESC'),
});

/** A filter with its defaults filled in; null means: no such criterion. */
export type EventFilter = z.infer<typeof eventFilterSchema>;

/** How many events a page has when the caller does not say, and at most. */
export const eventPageSize = 50;

/** The body of `POST /api/events/filter`. */
export const eventFilterBodySchema = optionalBody({
  filter: eventFilterSchema
    .nullable()
    .prefault(() => ({}))
    .transform((filter) => filter ?? eventFilterSchema.parse({})),
  limit: looseInteger
    .refine((limit) => limit >= 0 && limit <= eventPageSize, {
      error: `Input should be between 0 and ${eventPageSize}`,
      params: { type: 'less_than_equal' },
    })
    .default(eventPageSize),
});

/** One page of events. */
export const eventPageSchema = z.object({
  events: z.array(receivedEventSchema),
  total: z.int(),
  next_page: z.string().nullable(),
});
export type EventPage = z.infer<typeof eventPageSchema>;

/** What events can be counted by. */
export const countableSchema = z.enum(['day', 'time', 'event', 'resource']);
export type Countable = z.infer<typeof countableSchema>;

/** The body of `POST /api/events/count-by/{countable}`. */
export const eventCountBodySchema = z.object({
  filter: eventFilterSchema,
  time_unit: z.enum(['week', 'day', 'hour', 'minute', 'second']).default('day'),
  time_interval: looseNumber
    .refine((interval) => interval >= 0.01, {
      error: 'Input should be greater than or equal to 0.01',
      params: { type: 'greater_than_equal' },
    })
    .default(1),
});
export type EventCountBody = z.infer<typeof eventCountBodySchema>;

/** How many events there are with one value. */
export const eventCountSchema = z.object({
  value: z.string(),
  label: z.string(),
  count: z.int(),
  start_time: dateTime,
  end_time: dateTime,
});
export type EventCount = z.infer<typeof eventCountSchema>;
