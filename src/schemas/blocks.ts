import { z } from 'zod';
import {
  anyOfStrings,
  limitSchema,
  nameFilter,
  offsetSchema,
  operatorSchema,
  optionalBody,
  sortSchema,
} from './pages.ts';
import { refuseValue } from './refusals.ts';
import { isObject, jsonObject, looseBoolean, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

const forbidden = /[/%&><]/;

const name = z.string().superRefine((text, ctx) => {
  if (text !== '' && !forbidden.test(text)) return;
  refuseValue(ctx, `name ${text === '' ? 'must not be empty' : 'contains an invalid character'}`, text);
});

function dashed(what: string) {
  return z.string().superRefine((text, ctx) => {
    if (/^[a-z0-9-]*$/.test(text)) return;
    refuseValue(ctx, `${what} must only contain lowercase letters, numbers, and dashes.`, text);
  });
}

const nullableText = z.string().nullable().default(null);
const identity = { id: uuid, created: dateTime.nullable(), updated: dateTime.nullable() };
const about = {
  logo_url: nullableText,
  documentation_url: nullableText,
  description: nullableText,
  code_example: nullableText,
};

/** A body of `POST /api/block_types/`. */
export const blockTypeCreateSchema = z.strictObject({ name, slug: dashed('Block type slug'), ...about });
export type BlockTypeCreate = z.infer<typeof blockTypeCreateSchema>;

/** A body of `PATCH /api/block_types/{id}`: what is absent stays. */
export const blockTypeUpdateSchema = z.strictObject({
  logo_url: z.string().nullable().optional(),
  documentation_url: z.string().nullable().optional(),
  description: z.string().nullable().optional(),
  code_example: z.string().nullable().optional(),
});
export type BlockTypeUpdate = z.infer<typeof blockTypeUpdateSchema>;

/** A kind of block, for example `webhook`. */
export const blockTypeSchema = z.object({
  ...identity,
  name: z.string(),
  slug: z.string(),
  ...about,
  is_protected: z.boolean().default(false),
});
export type BlockType = z.infer<typeof blockTypeSchema>;

/** A body of `POST /api/block_schemas/`. */
export const blockSchemaCreateSchema = z.strictObject({
  fields: jsonObject.default(() => ({})),
  block_type_id: uuid,
  capabilities: z.array(z.string()).default(() => []),
  version: z.string().default('non-versioned'),
});
export type BlockSchemaCreate = z.infer<typeof blockSchemaCreateSchema>;

/** The fields that blocks of a type have, as a JSON Schema with a checksum (`sha256:…`). */
export const blockSchemaSchema = z.object({
  ...identity,
  checksum: z.string(),
  fields: jsonObject.default(() => ({})),
  block_type_id: uuid.nullable(),
  block_type: blockTypeSchema.nullable().default(null),
  capabilities: z.array(z.string()).default(() => []),
  version: z.string().default('non-versioned'),
});
export type BlockSchema = z.infer<typeof blockSchemaSchema>;

/** A body of `POST /api/block_documents/`. Its `data` may hold secrets: never echo it. */
export const blockDocumentCreateSchema = z.preprocess(
  (body, ctx) => {
    if (isObject(body) && !body['is_anonymous'] && !body['name']) {
      refuseValue(ctx, 'Names must be provided for block documents.', undefined);
    }
    return body;
  },
  z.strictObject({
    name: dashed('Block document name')
      .superRefine((text, ctx) => {
        if (text === '') refuseValue(ctx, 'name must not be empty', text);
      })
      .nullable()
      .default(null),
    data: jsonObject.default(() => ({})),
    block_schema_id: uuid,
    block_type_id: uuid,
    is_anonymous: looseBoolean.default(false),
  }),
);
export type BlockDocumentCreate = z.infer<typeof blockDocumentCreateSchema>;

/** A body of `PATCH /api/block_documents/{id}`. Its `data` may hold secrets: never echo it. */
export const blockDocumentUpdateSchema = z.strictObject({
  block_schema_id: uuid.nullable().default(null),
  data: jsonObject.default(() => ({})),
  merge_existing_data: looseBoolean.default(true),
});
export type BlockDocumentUpdate = z.infer<typeof blockDocumentUpdateSchema>;

/** A configured block; its secrets read `********` unless they are asked for. */
export const blockDocumentSchema = z.object({
  ...identity,
  name: z.string().nullable(),
  data: jsonObject.default(() => ({})),
  block_schema_id: uuid,
  block_schema: blockSchemaSchema.nullable().default(null),
  block_type_id: uuid,
  block_type_name: nullableText,
  block_type: blockTypeSchema.nullable().default(null),
  block_document_references: z.record(z.string(), jsonObject).default(() => ({})),
  is_anonymous: z.boolean().default(false),
});
export type BlockDocument = z.infer<typeof blockDocumentSchema>;

const anyIds = z
  .strictObject({ any_: z.array(uuid).nullable().default(null) })
  .nullable()
  .default(null);

/** Which block types are meant. */
export const blockTypeFilterSchema = z.strictObject({
  name: z.strictObject({ like_: nullableText }).nullable().default(null),
  slug: anyOfStrings,
});
export type BlockTypeFilter = z.infer<typeof blockTypeFilterSchema>;

/** Which block schemas are meant. */
export const blockSchemaFilterSchema = z.strictObject({
  operator: operatorSchema,
  block_type_id: anyIds,
  block_capabilities: z
    .strictObject({ all_: z.array(z.string()).nullable().default(null) })
    .nullable()
    .default(null),
  id: anyIds,
  version: anyOfStrings,
});
export type BlockSchemaFilter = z.infer<typeof blockSchemaFilterSchema>;

/** Which block documents are meant; anonymous ones only when asked for (`is_anonymous: null` gives both). */
export const blockDocumentFilterSchema = z.strictObject({
  operator: operatorSchema,
  id: anyIds,
  is_anonymous: z
    .strictObject({ eq_: looseBoolean.nullable().default(null) })
    .nullable()
    .default(() => ({ eq_: false })),
  block_type_id: anyIds,
  name: nameFilter,
});
export type BlockDocumentFilter = z.infer<typeof blockDocumentFilterSchema>;

const typeFilter = blockTypeFilterSchema.nullable().default(null);
const schemaFilter = blockSchemaFilterSchema.nullable().default(null);
const documentFilter = blockDocumentFilterSchema.nullable().default(null);
const paged = { limit: limitSchema, offset: offsetSchema };

/** The body of `POST /api/block_types/filter`. */
export const blockTypeFilterBodySchema = optionalBody({
  block_types: typeFilter,
  block_schemas: schemaFilter,
  ...paged,
});

/** The body of `POST /api/block_schemas/filter`. */
export const blockSchemaFilterBodySchema = optionalBody({ block_schemas: schemaFilter, ...paged });

/** The orders in which block documents can be listed. */
export const blockDocumentSorts = ['NAME_DESC', 'NAME_ASC', 'BLOCK_TYPE_AND_NAME_ASC'] as const;

/** The body of `POST /api/block_documents/filter`. */
export const blockDocumentFilterBodySchema = optionalBody({
  block_documents: documentFilter,
  block_types: typeFilter,
  block_schemas: schemaFilter,
  include_secrets: looseBoolean.default(false),
  sort: sortSchema(blockDocumentSorts, 'NAME_ASC'),
  ...paged,
});

/** The body of `POST /api/block_documents/count`. */
export const blockDocumentCountBodySchema = optionalBody({
  block_documents: documentFilter,
  block_types: typeFilter,
  block_schemas: schemaFilter,
});
