import { z } from 'zod';
import { limitSchema, nameFilter, offsetSchema, operatorSchema, optionalBody, sortSchema } from './pages.ts';
import { refuseValue } from './refusals.ts';
import { jsonValue, looseBoolean, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

/** How long a variable's value may be, as JSON. */
export const maxVariableValueLength = 5_000;
/** How long a variable's name may be. */
export const maxVariableNameLength = 255;

const name = z
  .string()
  .max(maxVariableNameLength)
  .superRefine((text, ctx) => {
    if (/^[a-z0-9_-]*$/.test(text)) return;
    refuseValue(
      ctx,
      'Variable name must only contain lowercase letters, numbers, and dashes or underscores.',
      text,
    );
  });

const value = jsonValue.superRefine((json, ctx) => {
  if (json === null || Buffer.byteLength(JSON.stringify(json)) <= maxVariableValueLength) return;
  refuseValue(ctx, `Variable value must be less than ${maxVariableValueLength} characters`, json);
});

/** A body of `POST /api/variables/`. */
export const variableCreateSchema = z.strictObject({
  name,
  value: value,
  tags: z.array(z.string()).default(() => []),
});
export type VariableCreate = z.infer<typeof variableCreateSchema>;

/** A body of `PATCH /api/variables/{id}` and `/name/{name}`: what is absent stays. */
export const variableUpdateSchema = z.strictObject({
  name: name.nullable().optional(),
  value: value.optional(),
  tags: z.array(z.string()).nullable().optional(),
});
export type VariableUpdate = z.infer<typeof variableUpdateSchema>;

/** A named value that templates and deployments can use. */
export const variableSchema = z.object({
  id: uuid,
  created: dateTime.nullable(),
  updated: dateTime.nullable(),
  name: z.string(),
  value: jsonValue,
  tags: z.array(z.string()),
});
export type Variable = z.infer<typeof variableSchema>;

/** Which variables are meant. */
export const variableFilterSchema = z.strictObject({
  operator: operatorSchema,
  id: z
    .strictObject({ any_: z.array(uuid).nullable().default(null) })
    .nullable()
    .default(null),
  name: nameFilter,
  tags: z
    .strictObject({
      operator: operatorSchema,
      all_: z.array(z.string()).nullable().default(null),
      is_null_: looseBoolean.nullable().default(null),
    })
    .nullable()
    .default(null),
});
export type VariableFilter = z.infer<typeof variableFilterSchema>;

/** The orders in which variables can be listed. */
export const variableSorts = ['CREATED_DESC', 'UPDATED_DESC', 'NAME_DESC', 'NAME_ASC'] as const;

const variables = variableFilterSchema.nullable().default(null);

/** The body of `POST /api/variables/filter`. */
export const variableFilterBodySchema = optionalBody({
  variables,
  sort: sortSchema(variableSorts, 'NAME_ASC'),
  limit: limitSchema,
  offset: offsetSchema,
});

/** The body of `POST /api/variables/count`. */
export const variableCountBodySchema = optionalBody({ variables });
