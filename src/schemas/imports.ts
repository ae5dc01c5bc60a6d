import { z } from 'zod';
import { jsonObject, looseBoolean, uuid } from './scalars.ts';

/** A block document of a Prefect server with its secrets in clear. Never to be echoed. */
const importedBlockSchema = z.object({
  id: uuid,
  name: z.string().nullable().default(null),
  block_type_slug: z.string(),
  data: jsonObject,
  is_anonymous: looseBoolean.default(false),
});
/** A block document as an import brings it. */
export type ImportedBlock = z.infer<typeof importedBlockSchema>;

/** An automation is read by itself, so that one that cannot be taken does not keep the others out. */
const importedAutomationSchema = z.looseObject({ id: uuid, name: z.string() });
/** An automation as a Prefect server shows it. */
export type ImportedAutomation = z.infer<typeof importedAutomationSchema>;

/** The body of `POST /api/import`. */
export const importBodySchema = z.strictObject({
  /** Only says what would be done. */
  dry_run: looseBoolean.default(false),
  blocks: z.array(importedBlockSchema).default(() => []),
  automations: z.array(importedAutomationSchema).default(() => []),
});
export type ImportBody = z.infer<typeof importBodySchema>;

/** What becomes of one object: `create`, `update`, `unchanged`, or `skip` with the reason. */
export const importStepSchema = z.object({
  kind: z.enum(['block', 'automation']),
  id: uuid,
  name: z.string(),
  step: z.enum(['create', 'update', 'unchanged', 'skip']),
  /** Why it cannot be taken, or what to know of it. */
  note: z.string().nullable(),
});
/** One step of an import. */
export type ImportStep = z.infer<typeof importStepSchema>;

/** What an import does, or has done. */
export const importReplySchema = z.object({ steps: z.array(importStepSchema) });
