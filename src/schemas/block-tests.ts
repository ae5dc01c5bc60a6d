import { z } from 'zod';
import { optionalBody } from './pages.ts';
import { jsonObject } from './scalars.ts';

/** The body of `POST /api/block_documents/{id}/test`: what to send in place of the usual words. */
export const blockTestSchema = optionalBody({
  subject: z.string().max(1_000).nullable().default(null),
  /** For a webhook block: the payload. */
  body: z.string().max(100_000).nullable().default(null),
});
export type BlockTest = z.infer<typeof blockTestSchema>;

/** What the service said to a test message. Holds no secrets. */
export const blockTestResultSchema = z.object({
  ok: z.boolean(),
  /** Why it failed; null when it did not. */
  error: z.string().nullable(),
  /** What the service answered, for example `status_code`. */
  details: jsonObject,
});
export type BlockTestResult = z.infer<typeof blockTestResultSchema>;
