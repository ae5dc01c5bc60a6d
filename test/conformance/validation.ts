import { z } from 'zod';
import { automationCreateSchema } from '../../src/schemas/automations.ts';
import { parseBody, ValidationError } from '../../src/schemas/validation.ts';

/** How one case of a set came out. */
export interface CaseResult {
  readonly name: string;
  readonly ok: boolean;
  /** What differed, when it did. */
  readonly detail?: string;
}

const validationSetSchema = z.array(
  z.object({ name: z.string(), automation: z.unknown(), valid: z.boolean() }),
);

/**
 * Runs a validation set: create requests, each with the verdict it must get.
 *
 * @param json the content of a file that holds a list of cases
 */
export function runValidationSet(json: unknown): CaseResult[] {
  return validationSetSchema.parse(json).map(({ name, automation, valid }) => {
    const refusal = refusalOf(automation);
    if ((refusal === undefined) === valid) return { name, ok: true };
    return { name, ok: false, detail: refusal ?? 'accepted, but must be refused' };
  });
}

function refusalOf(automation: unknown): string | undefined {
  try {
    parseBody(automationCreateSchema, automation);
    return undefined;
  } catch (error) {
    if (error instanceof ValidationError) return error.message;
    throw error;
  }
}
