import { z } from 'zod';
import { relatedResourceSchema } from './labels.ts';
import { anyOfStrings, limitSchema, offsetSchema, optionalBody, sortSchema } from './pages.ts';
import { refuseValue } from './refusals.ts';
import { uuid } from './scalars.ts';
import { dateTime } from './times.ts';

/** How bad an incident is, the worst last. */
export const incidentSeverities = ['minor', 'low', 'moderate', 'high', 'critical'] as const;
/** One of {@link incidentSeverities}. */
export type IncidentSeverity = (typeof incidentSeverities)[number];

/** Where an incident stands. `acknowledged`: somebody sees to it. */
export const incidentStatuses = ['active', 'acknowledged', 'resolved'] as const;
/** One of {@link incidentStatuses}. */
export type IncidentStatus = (typeof incidentStatuses)[number];

/** How long an incident's name and summary may be, in characters. */
export const maxIncidentNameLength = 500;
export const maxIncidentSummaryLength = 20_000;
/** How many resources an incident may name. */
export const maxIncidentResources = 90;
/** How large they may be together, as JSON in UTF-8. */
export const maxIncidentResourcesBytes = 500_000;
/** How many tags an incident may have, and how long one may be, in characters. */
export const maxIncidentTags = 100;
export const maxIncidentTagLength = 200;

const severity = z.enum(incidentSeverities);
const name = z.string().min(1).max(maxIncidentNameLength);
const summary = z.string().max(maxIncidentSummaryLength);
/** The tags of an incident. */
export const incidentTags = z.array(z.string().max(maxIncidentTagLength)).max(maxIncidentTags);
const resources = z
  .array(relatedResourceSchema)
  .max(maxIncidentResources)
  .superRefine((related, ctx) => {
    const size = Buffer.byteLength(JSON.stringify(related));
    // They travel in each event of the incident, and an event has a limit of its own.
    if (size > maxIncidentResourcesBytes)
      refuseValue(
        ctx,
        `related resources are too large (${size} > ${maxIncidentResourcesBytes} bytes)`,
        undefined,
      );
  });

/** A body of `POST /api/incidents/`. */
export const incidentCreateSchema = z.strictObject({
  name,
  summary: summary.default(''),
  severity: severity.default('moderate'),
  tags: incidentTags.default(() => []),
  /** What it is about; stands in the incident's events as related resources. */
  related_resources: resources.default(() => []),
  /** When it began; now when absent. */
  start_time: dateTime.nullable().default(null),
});
export type IncidentCreate = z.infer<typeof incidentCreateSchema>;

/** A body of `PATCH /api/incidents/{id}`: what is absent stays. */
export const incidentPatchSchema = z.strictObject({
  name: name.optional(),
  summary: summary.optional(),
  severity: severity.optional(),
  tags: incidentTags.optional(),
  related_resources: resources.optional(),
  start_time: dateTime.optional(),
});
export type IncidentPatch = z.infer<typeof incidentPatchSchema>;

/** An incident: a disruption that was declared, by somebody or by an automation. */
export const incidentSchema = z.object({
  id: uuid,
  created: dateTime,
  updated: dateTime,
  name: z.string(),
  summary: z.string(),
  severity,
  status: z.enum(incidentStatuses),
  tags: z.array(z.string()),
  related_resources: z.array(relatedResourceSchema),
  start_time: dateTime,
  /** When it was acknowledged last; null when nobody has. */
  acknowledged_time: dateTime.nullable(),
  /** When it was resolved; null as long as it goes on. */
  end_time: dateTime.nullable(),
  /** The automation that declared it, as `prefect.automation.<id>`; null when it was declared through the API. */
  declared_by: z.string().nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;

const anyOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .strictObject({ any_: z.array(z.enum(values)).nullable().default(null) })
    .nullable()
    .default(null);

/** Which incidents are meant: those that meet all criteria. */
export const incidentFilterSchema = z.strictObject({
  id: z
    .strictObject({ any_: z.array(uuid).nullable().default(null) })
    .nullable()
    .default(null),
  name: anyOfStrings,
  status: anyOf(incidentStatuses),
  severity: anyOf(incidentSeverities),
  start_time: z
    .strictObject({
      after_: dateTime.nullable().default(null),
      before_: dateTime.nullable().default(null),
    })
    .nullable()
    .default(null),
});
export type IncidentFilter = z.infer<typeof incidentFilterSchema>;

/** The orders in which incidents can be listed. */
export const incidentSorts = ['START_TIME_DESC', 'START_TIME_ASC', 'UPDATED_DESC', 'NAME_ASC'] as const;
export type IncidentSort = (typeof incidentSorts)[number];

const incidents = incidentFilterSchema.nullable().default(null);

/** The body of `POST /api/incidents/filter`. */
export const incidentFilterBodySchema = optionalBody({
  incidents,
  sort: sortSchema(incidentSorts, 'START_TIME_DESC'),
  limit: limitSchema,
  offset: offsetSchema,
});

/** The body of `POST /api/incidents/count`. */
export const incidentCountBodySchema = optionalBody({ incidents });
