import { z } from 'zod';
import { labels, objectName, tagList } from './names.ts';
import { crossFilters } from './object-filters.ts';
import { limitSchema, offsetSchema, optionalBody, sortSchema } from './pages.ts';
import { jsonObject, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

/** A body of `POST /api/flows/`. On Temporal a flow is a workflow type, and its name is the type's. */
export const flowCreateSchema = z.strictObject({
  name: objectName,
  tags: tagList.default(() => []),
  labels,
});
export type FlowCreate = z.infer<typeof flowCreateSchema>;

/** A body of `PATCH /api/flows/{id}`. */
export const flowUpdateSchema = z.strictObject({ tags: tagList.optional() });
export type FlowUpdate = z.infer<typeof flowUpdateSchema>;

/** A flow as it is read. */
export const flowSchema = z.object({
  id: uuid,
  created: dateTime,
  updated: dateTime,
  name: z.string(),
  tags: z.array(z.string()),
  labels: jsonObject,
});
export type Flow = z.infer<typeof flowSchema>;

/** The orders in which flows and deployments can be listed. */
export const nameSorts = ['CREATED_DESC', 'UPDATED_DESC', 'NAME_ASC', 'NAME_DESC'] as const;
export type NameSort = (typeof nameSorts)[number];

/** The body of `POST /api/flows/filter`. */
export const flowFilterBodySchema = optionalBody({
  ...crossFilters,
  sort: sortSchema(nameSorts, 'NAME_ASC'),
  limit: limitSchema,
  offset: offsetSchema,
});

/** The body of `POST /api/flows/count`. */
export const flowCountBodySchema = optionalBody(crossFilters);
