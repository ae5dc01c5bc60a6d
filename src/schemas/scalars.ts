import { z } from 'zod';
import { refuse } from './refusals.ts';

/** What a scalar's reader answers: the value, or why not, as pydantic's error type and a sentence. */
export type Reading<T> = { readonly value: T } | { readonly refused: string; readonly because: string };

/** A zod schema that takes anything and gives `T`. */
export type Scalar<T> = z.ZodPipe<z.ZodUnknown, z.ZodTransform<T, unknown>>;

/**
 * Makes a schema for a scalar that is read as loosely as pydantic reads it.
 *
 * @param read what to make of the JSON value (never called with `undefined`)
 * @param openapi how the value is shown in the OpenAPI document
 */
export function scalar<T>(
  read: (input: unknown) => Reading<T>,
  openapi: Readonly<Record<string, unknown>>,
): Scalar<T> {
  return z
    .unknown()
    .transform((input, ctx): T => {
      if (input === undefined) {
        refuse(ctx, 'missing', 'Field required', input);
        return z.NEVER;
      }
      const reading = read(input);
      if ('value' in reading) return reading.value;
      refuse(ctx, reading.refused, reading.because, input);
      return z.NEVER;
    })
    .meta(openapi) as Scalar<T>;
}

const yes = new Set(['1', 'on', 't', 'true', 'y', 'yes']);
const no = new Set(['0', 'off', 'f', 'false', 'n', 'no']);

/** A boolean: `true`, `false`, 1, 0, or one of the usual words in any case (`yes`, `off` …). */
export const looseBoolean = scalar<boolean>(
  (input) => {
    if (typeof input === 'boolean') return { value: input };
    if (input === 1 || (typeof input === 'string' && yes.has(input.toLowerCase()))) return { value: true };
    if (input === 0 || (typeof input === 'string' && no.has(input.toLowerCase()))) return { value: false };
    const parsable = typeof input === 'string' || Number.isInteger(input);
    return parsable
      ? {
          refused: 'bool_parsing',
          because: 'Input should be a valid boolean, unable to interpret input',
        }
      : { refused: 'bool_type', because: 'Input should be a valid boolean' };
  },
  { type: 'boolean' },
);

/** A whole number, also one in a string (`"10"`, `"1_000"`, `"2.0"`); `true` and `false` are 1 and 0. */
export const looseInteger = scalar<number>(readInteger, { type: 'integer' });

/** Reads what {@link looseInteger} takes. */
export function readInteger(input: unknown): Reading<number> {
  if (typeof input === 'boolean') return { value: input ? 1 : 0 };
  if (typeof input === 'number') {
    if (!Number.isInteger(input)) {
      return {
        refused: 'int_from_float',
        because: 'Input should be a valid integer, got a number with a fractional part',
      };
    }
    return withinInteger(input);
  }
  if (typeof input !== 'string') return { refused: 'int_type', because: 'Input should be a valid integer' };
  const digits = /^[+-]?\d+(?:_\d+)*(?:\.0+)?$/.exec(input.trim())?.[0];
  if (digits === undefined) {
    return {
      refused: 'int_parsing',
      because: 'Input should be a valid integer, unable to parse string as an integer',
    };
  }
  return withinInteger(Number(digits.replaceAll('_', '')) + 0);
}

function withinInteger(value: number): Reading<number> {
  return Number.isFinite(value)
    ? { value }
    : { refused: 'int_parsing_size', because: 'Input should be a valid integer, the number is too large' };
}

/** A finite number, also one in a string. */
export const looseNumber = scalar<number>(
  (input) => {
    if (typeof input === 'boolean') return { value: input ? 1 : 0 };
    if (typeof input !== 'number' && typeof input !== 'string') {
      return { refused: 'float_type', because: 'Input should be a valid number' };
    }
    const value = typeof input === 'string' && input.trim() === '' ? NaN : Number(input);
    return Number.isFinite(value)
      ? { value }
      : {
          refused: 'float_parsing',
          because: 'Input should be a valid number, unable to parse string as a number',
        };
  },
  { type: 'number' },
);

const hyphened = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const bare = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** A UUID of any version; also without hyphens, in braces or as a URN. Comes out in lower case with hyphens. */
export const uuid = scalar<string>(
  (input) => {
    if (typeof input !== 'string') {
      return { refused: 'uuid_type', because: 'UUID input should be a string' };
    }
    const value = readUuid(input);
    return value === undefined
      ? { refused: 'uuid_parsing', because: 'Input should be a valid UUID' }
      : { value };
  },
  { type: 'string', format: 'uuid' },
);

/** The UUID in its usual form, or undefined when `input` is none. */
export function readUuid(input: string): string | undefined {
  const inner = input.startsWith('urn:uuid:')
    ? input.slice(9)
    : input.startsWith('{') && input.endsWith('}')
      ? input.slice(1, -1)
      : undefined;
  const text = (inner ?? input).toLowerCase();
  if (hyphened.test(text)) return text;
  const groups = inner === undefined ? bare.exec(text) : null;
  return groups === null ? undefined : groups.slice(1).join('-');
}

/** A JSON object with any content; refused in pydantic's words for a dictionary. */
export const jsonObject = z
  .custom<Record<string, unknown>>(isObject, {
    error: 'Input should be a valid dictionary',
    params: { type: 'dict_type' },
  })
  .meta({ type: 'object', additionalProperties: {} });

/** Any JSON value, null included; it must be there. */
export const jsonValue = scalar<unknown>((value) => ({ value }), { description: 'Any JSON value' });

/** Whether `input` is a JSON object (no list, not null). */
export function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** A list of strings without repeats, in the order of their first appearance. */
export const stringSet = z
  .array(z.string())
  .transform((items) => [...new Set(items)])
  .meta({ type: 'array', items: { type: 'string' }, uniqueItems: true });
