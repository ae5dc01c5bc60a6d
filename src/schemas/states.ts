import { z } from 'zod';
import { stateTypes } from './actions.ts';
import { jsonObject, jsonValue, looseBoolean, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

/** The type of a state. */
export const stateType = z.enum(stateTypes);

/** What a state of each type is called when nobody gives it a name. */
export const stateNames: Readonly<Record<z.infer<typeof stateType>, string>> = {
  SCHEDULED: 'Scheduled',
  PENDING: 'Pending',
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  CRASHED: 'Crashed',
  PAUSED: 'Paused',
  CANCELLING: 'Cancelling',
};

/** Details of a state; other fields of Prefect's are kept as they are. */
export const stateDetails = jsonObject;

/** A state as it is asked for. */
export const stateCreateSchema = z.object({
  type: stateType,
  name: z.string().nullable().default(null),
  message: z.string().nullable().default(null),
  data: jsonValue.nullable().default(null),
  state_details: stateDetails.default(() => ({})),
});
export type StateCreate = z.infer<typeof stateCreateSchema>;

/** A state of a flow run. */
export const stateSchema = z.object({
  id: uuid,
  type: stateType,
  name: z.string(),
  timestamp: dateTime,
  message: z.string().nullable(),
  data: jsonValue.nullable(),
  state_details: stateDetails,
});
export type State = z.infer<typeof stateSchema>;

/** The body of `POST /api/flow_runs/{id}/set_state`. */
export const setStateBodySchema = z.object({
  state: stateCreateSchema,
  force: looseBoolean.default(false),
});

/** What became of a request to change a state. */
export const orchestrationResultSchema = z.object({
  status: z.enum(['ACCEPT', 'REJECT', 'ABORT', 'WAIT']),
  state: stateSchema.nullable(),
  details: z.object({
    type: z.enum(['accept_details', 'reject_details', 'abort_details', 'wait_details']),
    reason: z.string().nullable().optional(),
  }),
});
export type OrchestrationResult = z.infer<typeof orchestrationResultSchema>;
