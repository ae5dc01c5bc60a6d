import { z } from 'zod';
import { jsonObject } from './scalars.ts';

/** The name of a flow, deployment, work pool or work queue: it stands in paths. */
export const objectName = z
  .string()
  .min(1)
  .regex(/^[^/%&><]+$/, 'Name must not contain any of / % & > <');

/** Tags: a set, in the order given. */
export const tagList = z
  .array(z.string())
  .transform((tags) => [...new Set(tags)])
  .meta({ type: 'array', items: { type: 'string' } });

/** Free labels of an object. */
export const labels = jsonObject.nullable().default(null);

/** Who made or changed an object. */
export const provenance = z
  .object({
    id: z.string().nullable().default(null),
    type: z.string().nullable().default(null),
    display_value: z.string().nullable().default(null),
  })
  .nullable();
export type Provenance = z.infer<typeof provenance>;
