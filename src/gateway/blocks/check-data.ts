import { blockDataSchema } from '../../notifiers/index.ts';
import { parseBody, ValidationError, type ErrorDetail } from '../../schemas/validation.ts';

/**
 * Checks a document's data against the form of its type, for the types that actions use; others are taken as they
 * are. What was sent is not repeated in the error: it may hold secrets.
 *
 * @throws ValidationError (422) that names each field
 */
export function checkBlockData(slug: string, data: Readonly<Record<string, unknown>>): void {
  const schema = blockDataSchema(slug);
  if (schema === undefined) return;
  try {
    parseBody(schema, data, { echoInput: false });
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw new ValidationError(
      error.detail.map(({ type, loc, msg }): ErrorDetail => ({
        type,
        loc: ['body', 'data', ...loc.slice(1)],
        msg,
      })),
    );
  }
}
