import { z } from 'zod';
import { flowRunSchema } from '../flow-runs.ts';
import { queueRunsBodySchema } from '../scheduled-runs.ts';
import { concurrencyStatusBodySchema, workQueueSlotsSchema } from '../slots.ts';
import * as queues from '../work-pools.ts';
import { uuid } from '../scalars.ts';
import type { Route } from './route.ts';

/** Calls about work queues of all pools. */
export const workQueueRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/work_queues/',
    summary: 'Create a work queue in the default pool',
    body: queues.workQueueCreateSchema,
    status: 201,
    reply: queues.workQueueSchema,
  },
  {
    method: 'post',
    path: '/work_queues/filter',
    summary: 'List work queues',
    body: queues.workQueueFilterBodySchema,
    status: 200,
    reply: z.array(queues.workQueueSchema),
  },
  {
    method: 'get',
    path: '/work_queues/name/{name}',
    summary: 'Read a work queue by its name',
    params: { name: z.string() },
    status: 200,
    reply: queues.workQueueSchema,
  },
  {
    method: 'get',
    path: '/work_queues/{id}',
    summary: 'Read a work queue',
    params: { id: uuid },
    status: 200,
    reply: queues.workQueueSchema,
  },
  {
    method: 'get',
    path: '/work_queues/{id}/status',
    summary: 'How a work queue is',
    params: { id: uuid },
    status: 200,
    reply: queues.workQueueStatusSchema,
  },
  {
    method: 'post',
    path: '/work_queues/{id}/concurrency_status',
    summary: 'Which flow runs take the places of a work queue',
    params: { id: uuid },
    body: concurrencyStatusBodySchema,
    status: 200,
    reply: workQueueSlotsSchema,
  },
  {
    method: 'post',
    path: '/work_queues/{id}/get_runs',
    summary: 'Flow runs that are scheduled in a work queue',
    params: { id: uuid },
    body: queueRunsBodySchema,
    status: 200,
    reply: z.array(flowRunSchema),
  },
  {
    method: 'patch',
    path: '/work_queues/{id}',
    summary: 'Change, pause or resume a work queue',
    params: { id: uuid },
    body: queues.workQueueUpdateSchema,
    status: 204,
  },
  {
    method: 'delete',
    path: '/work_queues/{id}',
    summary: 'Delete a work queue',
    params: { id: uuid },
    status: 204,
  },
];
