import { z } from 'zod';
import { limitSchema, offsetSchema, optionalBody, sortSchema } from './pages.ts';
import { jsonObject } from './scalars.ts';

/** The body of `POST /api/logs/filter`. */
export const logFilterBodySchema = optionalBody({
  logs: jsonObject.nullable().default(null),
  sort: sortSchema(['TIMESTAMP_ASC', 'TIMESTAMP_DESC'], 'TIMESTAMP_ASC'),
  limit: limitSchema,
  offset: offsetSchema,
});

/** A line of a log as Prefect has it. */
export const logSchema = z.object({ message: z.string() });
