import type { z } from 'zod';

/** The context that a zod transform gets; only what is needed to report issues. */
export type Refuser = Pick<z.RefinementCtx, 'issues'>;

/**
 * Reports that a value is refused, in the vocabulary of pydantic: `type` is pydantic's error type
 * (`missing`, `int_parsing`, `value_error` …), `message` the sentence people read.
 *
 * @param path where the value is, below the value that the transform was given
 */
export function refuse(
  ctx: Refuser,
  type: string,
  message: string,
  input: unknown,
  path: PropertyKey[] = [],
): void {
  ctx.issues.push({ code: 'custom', params: { type }, message, input, path });
}

/**
 * A rule that spans several fields, as pydantic reports one raised by a model's own validator.
 *
 * @param sentence what is wrong, for example `deployment_id is required`
 */
export function refuseValue(ctx: Refuser, sentence: string, input: unknown, path: PropertyKey[] = []): void {
  refuse(ctx, 'value_error', `Value error, ${sentence}`, input, path);
}

/** Hands the issues of an inner parse on to the outer one, under `path`. */
export function refuseWith(ctx: Refuser, error: z.ZodError, path: PropertyKey[] = []): void {
  for (const issue of error.issues) {
    ctx.issues.push({ ...issue, input: issue.input, path: [...path, ...issue.path] } as z.core.$ZodRawIssue);
  }
}
