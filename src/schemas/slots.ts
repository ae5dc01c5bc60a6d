import { z } from 'zod';
import { limitSchema, optionalBody } from './pages.ts';
import { looseInteger, uuid } from './scalars.ts';
import { stateType } from './states.ts';
import { dateTime } from './times.ts';

const atLeast = (least: number, most: number) =>
  looseInteger
    .refine((value) => value >= least, {
      error: `Input should be greater than or equal to ${least}`,
      params: { type: 'greater_than_equal' },
    })
    .refine((value) => value <= most, {
      error: `Input should be less than or equal to ${most}`,
      params: { type: 'less_than_equal' },
    });

/** The body of `POST …/concurrency_status`: which page, and how many flow runs of each queue are shown. */
export const concurrencyStatusBodySchema = optionalBody({
  page: atLeast(1, Number.MAX_SAFE_INTEGER).default(1),
  limit: limitSchema,
  flow_run_limit: atLeast(0, 200).default(10),
});

/** A flow run that takes a place of a limit. Times in seconds. */
export const flowRunSlotSchema = z.object({
  id: uuid,
  name: z.string(),
  state_type: stateType.nullable(),
  state_name: z.string().nullable(),
  start_time: dateTime.nullable(),
  state_timestamp: dateTime.nullable(),
  time_in_current_state: z.number().nullable(),
});
export type FlowRunSlot = z.infer<typeof flowRunSlotSchema>;

const paged = { count: z.int(), limit: z.int(), pages: z.int(), page: z.int() };
const taken = { active_slots: z.int(), concurrency_limit: z.int().nullable() };

/** Which flow runs take the places of a work queue. */
export const workQueueSlotsSchema = z.object({ ...taken, flow_runs: z.array(flowRunSlotSchema), ...paged });
export type WorkQueueSlots = z.infer<typeof workQueueSlotsSchema>;

/** How the places of a work pool are taken, queue by queue. */
export const workPoolSlotsSchema = z.object({
  ...taken,
  queues: z.array(
    z.object({
      queue_id: uuid,
      queue_name: z.string(),
      ...taken,
      flow_runs: z.array(flowRunSlotSchema),
      flow_run_count: z.int(),
    }),
  ),
  ...paged,
});
export type WorkPoolSlots = z.infer<typeof workPoolSlotsSchema>;
