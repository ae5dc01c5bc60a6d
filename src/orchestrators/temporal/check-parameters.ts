import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { AutomationError } from '../../errors.ts';

/** Compiled schemas that are kept. */
const KEPT = 200;
const compiled = new Map<string, ValidateFunction>();

/**
 * Checks a run's parameters against its deployment's JSON Schema.
 *
 * @throws AutomationError 409, final, that names the field; also for a schema that is none
 */
export function checkParameters(
  parameters: Readonly<Record<string, unknown>>,
  schema: Record<string, unknown> | null,
): void {
  if (schema === null || Object.keys(schema).length === 0) return;
  const validate = validatorOf(schema);
  if (validate(parameters)) return;
  const [first] = validate.errors ?? [];
  throw refusal(first === undefined ? 'the parameters do not fit the schema' : sentence(first));
}

function validatorOf(schema: Record<string, unknown>): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = compiled.get(key);
  if (known) return known;
  let validate: ValidateFunction;
  try {
    // Schemas are written by pydantic and others: unknown words and formats in them are no mistake.
    validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schema);
  } catch (error) {
    throw refusal(`the deployment's parameter schema is not valid: ${(error as Error).message}`);
  }
  if (compiled.size >= KEPT) compiled.delete(compiled.keys().next().value!);
  compiled.set(key, validate);
  return validate;
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const missing: unknown = params['missingProperty'];
  const field = [...instancePath.split('/').slice(1), ...(typeof missing === 'string' ? [missing] : [])].join(
    '.',
  );
  const reason = typeof missing === 'string' ? 'Field required' : (message ?? 'not valid');
  return `Validation failed for field '${field}'. Failure reason: ${reason}`;
}

function refusal(problem: string): AutomationError {
  return new AutomationError('bad_parameters', `Error creating flow run: ${problem}`, {
    httpStatus: 409,
    details: { validation_error: problem },
  });
}
