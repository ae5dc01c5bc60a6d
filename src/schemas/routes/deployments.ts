import { z } from 'zod';
import * as deployments from '../deployments.ts';
import { deploymentFlowRunCreateSchema, flowRunSchema } from '../flow-runs.ts';
import { deploymentRunsBodySchema } from '../scheduled-runs.ts';
import * as schedules from '../schedules.ts';
import { workQueueSchema } from '../work-pools.ts';
import { uuid } from '../scalars.ts';
import type { Route } from './route.ts';

/** Calls about deployments and their schedules. */
export const deploymentRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/deployments/',
    summary: 'Create a deployment, or replace the one of the same flow and name',
    body: deployments.deploymentCreateSchema,
    status: 201,
    reply: deployments.deploymentSchema,
  },
  {
    method: 'post',
    path: '/deployments/filter',
    summary: 'List deployments',
    body: deployments.deploymentFilterBodySchema,
    status: 200,
    reply: z.array(deployments.deploymentSchema),
  },
  {
    method: 'post',
    path: '/deployments/count',
    summary: 'Count deployments',
    body: deployments.deploymentCountBodySchema,
    status: 200,
    reply: z.int().min(0),
  },
  {
    method: 'post',
    path: '/deployments/get_scheduled_flow_runs',
    summary: 'Flow runs of deployments that are scheduled',
    body: deploymentRunsBodySchema,
    status: 200,
    reply: z.array(flowRunSchema),
  },
  {
    method: 'get',
    path: '/deployments/name/{flow}/{name}',
    summary: 'Read a deployment by the names of its flow and its own',
    params: { flow: z.string(), name: z.string() },
    status: 200,
    reply: deployments.deploymentSchema,
  },
  {
    method: 'get',
    path: '/deployments/{id}',
    summary: 'Read a deployment',
    params: { id: uuid },
    status: 200,
    reply: deployments.deploymentSchema,
  },
  {
    method: 'patch',
    path: '/deployments/{id}',
    summary: 'Change a deployment',
    params: { id: uuid },
    body: deployments.deploymentUpdateSchema,
    status: 204,
  },
  {
    method: 'delete',
    path: '/deployments/{id}',
    summary: 'Delete a deployment',
    params: { id: uuid },
    status: 204,
  },
  {
    method: 'post',
    path: '/deployments/{id}/pause_deployment',
    summary: 'Pause the schedules of a deployment',
    params: { id: uuid },
    status: 200,
    reply: z.null(),
  },
  {
    method: 'post',
    path: '/deployments/{id}/resume_deployment',
    summary: 'Resume the schedules of a deployment',
    params: { id: uuid },
    status: 200,
    reply: z.null(),
  },
  {
    method: 'post',
    path: '/deployments/{id}/create_flow_run',
    summary: 'Run a deployment',
    params: { id: uuid },
    body: deploymentFlowRunCreateSchema,
    status: 201,
    reply: flowRunSchema,
  },
  {
    method: 'get',
    path: '/deployments/{id}/work_queue_check',
    summary: 'The work queue of a deployment',
    params: { id: uuid },
    status: 200,
    reply: z.array(workQueueSchema),
  },
  {
    method: 'get',
    path: '/deployments/{id}/schedules',
    summary: 'List the schedules of a deployment',
    params: { id: uuid },
    status: 200,
    reply: z.array(schedules.deploymentScheduleSchema),
  },
  {
    method: 'post',
    path: '/deployments/{id}/schedules',
    summary: 'Add schedules to a deployment',
    params: { id: uuid },
    body: z.array(schedules.deploymentScheduleCreateSchema),
    status: 201,
    reply: z.array(schedules.deploymentScheduleSchema),
  },
  {
    method: 'patch',
    path: '/deployments/{id}/schedules/{schedule_id}',
    summary: 'Change a schedule',
    params: { id: uuid, schedule_id: uuid },
    body: schedules.deploymentScheduleUpdateSchema,
    status: 204,
  },
  {
    method: 'delete',
    path: '/deployments/{id}/schedules/{schedule_id}',
    summary: 'Delete a schedule',
    params: { id: uuid, schedule_id: uuid },
    status: 204,
  },
];
