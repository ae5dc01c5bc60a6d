import { z } from 'zod';
import { jsonObject, uuid } from './scalars.ts';

/** The body of `POST /api/automations/templates/validate`: the template itself, as a JSON string. */
export const templateSourceSchema = z.string();

/** Why a template is refused. */
export const templateErrorSchema = z.object({
  error: z.object({ line: z.int(), message: z.string(), source: z.string() }),
});
export type TemplateProblem = z.infer<typeof templateErrorSchema>;

/** The body of `POST /api/templates/preview`: the context is given, or that of a stored event is taken. */
export const templatePreviewSchema = z.strictObject({
  template: z.string(),
  context: jsonObject.nullable().default(null),
  event_id: uuid.nullable().default(null),
});
export type TemplatePreview = z.infer<typeof templatePreviewSchema>;

/** What a template makes of its context. */
export const templateRenderedSchema = z.object({ rendered: z.string() });
export type TemplateRendered = z.infer<typeof templateRenderedSchema>;
