import { z } from 'zod';

/** 422 of a request that does not fit its schema. */
export const validationErrorSchema = z.object({
  exception_message: z.literal('Invalid request received.'),
  exception_detail: z.array(
    z.object({
      type: z.string(),
      loc: z.array(z.union([z.string(), z.int()])),
      msg: z.string(),
      input: z.unknown().optional(),
    }),
  ),
  request_body: z.unknown().optional(),
});

/** Errors that say it in one sentence: 401, 404 of an object, 500. */
export const exceptionSchema = z.object({ exception_message: z.string() });

/** Errors of the HTTP layer: 404 of a route, 409, some 422. */
export const detailSchema = z.object({ detail: z.string() });
