import { z } from 'zod';
import { isObject, looseInteger } from './scalars.ts';

/** How many objects a list holds when the caller does not say, and at most. */
export const maxPageSize = 200;

/** `limit` of a list: null or absent means {@link maxPageSize}. */
export const limitSchema = looseInteger
  .nullable()
  .default(null)
  .superRefine((limit, ctx) => {
    if (limit === null || (limit >= 0 && limit <= maxPageSize)) return;
    const side = limit < 0 ? 'greater than or equal to 0' : `less than or equal to ${maxPageSize}`;
    ctx.addIssue({
      code: 'custom',
      message: `Invalid limit: must be ${side}.`,
      params: { type: limit < 0 ? 'greater_than_equal' : 'less_than_equal' },
    });
  })
  .transform((limit) => limit ?? maxPageSize)
  .meta({ type: ['integer', 'null'], minimum: 0, maximum: maxPageSize, default: maxPageSize });

/** `offset` of a list. */
export const offsetSchema = looseInteger
  .refine((offset) => offset >= 0, {
    error: 'Input should be greater than or equal to 0',
    params: { type: 'greater_than_equal' },
  })
  .refine((offset) => offset <= Number.MAX_SAFE_INTEGER, {
    error: `Input should be less than or equal to ${Number.MAX_SAFE_INTEGER}`,
    params: { type: 'less_than_equal' },
  })
  .default(0);

/** `sort` of a list: null means the default. */
export function sortSchema<const T extends readonly [string, ...string[]]>(sorts: T, first: T[number]) {
  const values: readonly string[] = sorts;
  return z
    .enum(sorts)
    .nullable()
    .default(null)
    .transform((sort): T[number] => sort ?? first)
    .meta({ anyOf: [{ type: 'string', enum: [...values] }, { type: 'null' }], default: first });
}

const nullableStrings = z.array(z.string()).nullable().default(null);

/** Filters by name: `any_` exactly, `like_` as a part, in any case. */
export const nameFilter = z
  .strictObject({ any_: nullableStrings, like_: z.string().nullable().default(null) })
  .nullable()
  .default(null);

/** A body all of whose fields are optional: no body at all is an empty one, and null means the default. */
export function optionalBody<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess(withoutNulls, z.object(shape));
}

function withoutNulls(body: unknown): unknown {
  if (body === undefined || body === null) return {};
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** A list of strings that may be null, for filters. */
export const anyOfStrings = z.strictObject({ any_: nullableStrings }).nullable().default(null);

/** How the criteria of a filter combine. */
export const operatorSchema = z.enum(['and_', 'or_']).default('and_');
