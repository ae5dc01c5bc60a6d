import { z } from 'zod';
import { validateTemplate } from '../templates/index.ts';
import { limitSchema, nameFilter, offsetSchema, optionalBody, sortSchema } from './pages.ts';
import { refuseValue } from './refusals.ts';
import { looseBoolean, uuid } from './scalars.ts';
import { eventSchema, maxEventSizeBytes } from './events.ts';
import { dateTime } from './times.ts';

const template = z.string().superRefine((text, ctx) => {
  try {
    validateTemplate(text);
  } catch (error) {
    refuseValue(ctx, `'template' is not a valid template: ${(error as Error).message}`, text);
  }
});

/** A body of `POST /api/webhooks/` and of `PUT /api/webhooks/{id}`, which replaces all of it. */
export const webhookCreateSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  enabled: looseBoolean.default(true),
  template,
});
export type WebhookCreate = z.infer<typeof webhookCreateSchema>;

/** A body of `PATCH /api/webhooks/{id}`: what is absent stays. */
export const webhookPatchSchema = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  enabled: looseBoolean.optional(),
  template: template.optional(),
});
export type WebhookPatch = z.infer<typeof webhookPatchSchema>;

/** A webhook: whoever knows its slug can send events through its template. */
export const webhookSchema = z.object({
  id: uuid,
  created: dateTime,
  updated: dateTime,
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  template: z.string(),
  slug: z.string(),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** A call of a webhook, and what came of it. */
export const webhookRequestSchema = z.object({
  at: dateTime,
  method: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  rendered: z.string().nullable(),
  status: z.int(),
  error: z.string().nullable(),
});

/** The orders in which webhooks can be listed. */
export const webhookSorts = ['CREATED_DESC', 'UPDATED_DESC', 'NAME_ASC', 'NAME_DESC'] as const;

/** Which webhooks are meant. */
export const webhookFilterSchema = z.strictObject({
  id: z
    .strictObject({ any_: z.array(uuid).nullable().default(null) })
    .nullable()
    .default(null),
  name: nameFilter,
  enabled: z
    .strictObject({ eq_: looseBoolean.nullable().default(null) })
    .nullable()
    .default(null),
});
export type WebhookFilter = z.infer<typeof webhookFilterSchema>;

/** The body of `POST /api/webhooks/filter`. */
export const webhookFilterBodySchema = optionalBody({
  webhooks: webhookFilterSchema.nullable().default(null),
  sort: sortSchema(webhookSorts, 'NAME_ASC'),
  limit: limitSchema,
  offset: offsetSchema,
});

/** The body of `POST /api/webhooks/preview`: a template, and a call as somebody would make it. */
export const webhookPreviewSchema = z.strictObject({
  template: z.string(),
  method: z.string().min(1).max(50).default('POST'),
  headers: z.record(z.string(), z.string()).default(() => ({})),
  /** The body as a text, as it would come over the wire. */
  body: z.string().max(maxEventSizeBytes).default(''),
  /** The webhook that this is to be the template of. */
  webhook_id: uuid.nullable().default(null),
});
export type WebhookPreview = z.infer<typeof webhookPreviewSchema>;

/** What a call would come to. Nothing is recorded. */
export const webhookPreviewResultSchema = z.object({
  rendered: z.string().nullable(),
  /** The event that the call would make; null when it would be refused. */
  event: eventSchema.nullable(),
  /** Why it would be refused. */
  error: z.string().nullable(),
  /** The line of the template, when that is at fault. */
  line: z.int().nullable(),
});
export type WebhookPreviewResult = z.infer<typeof webhookPreviewResultSchema>;
