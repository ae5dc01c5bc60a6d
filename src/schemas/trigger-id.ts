import { v4 as newId } from 'uuid';
import { uuid } from './scalars.ts';

/** The id of a trigger; given out when there is none. */
export const triggerId = uuid
  .optional()
  .transform((id) => id ?? newId())
  .meta({ type: 'string', format: 'uuid' });
