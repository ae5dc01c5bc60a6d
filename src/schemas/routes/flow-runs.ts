import { z } from 'zod';
import * as flowRuns from '../flow-runs.ts';
import { logFilterBodySchema, logSchema } from '../logs.ts';
import { orchestrationResultSchema, setStateBodySchema, stateSchema } from '../states.ts';
import { uuid } from '../scalars.ts';
import type { Route } from './route.ts';

/** Calls about flow runs. */
export const flowRunRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/flow_runs/',
    summary: 'Create a flow run that the caller carries out',
    body: flowRuns.flowRunCreateSchema,
    status: 201,
    reply: flowRuns.flowRunSchema,
  },
  {
    method: 'post',
    path: '/flow_runs/filter',
    summary: 'List flow runs',
    body: flowRuns.flowRunFilterBodySchema,
    status: 200,
    reply: z.array(flowRuns.flowRunSchema),
  },
  {
    method: 'post',
    path: '/flow_runs/count',
    summary: 'Count flow runs',
    body: flowRuns.flowRunCountBodySchema,
    status: 200,
    reply: z.int().min(0),
  },
  {
    method: 'get',
    path: '/flow_runs/{id}',
    summary: 'Read a flow run',
    params: { id: uuid },
    status: 200,
    reply: flowRuns.flowRunSchema,
  },
  {
    method: 'patch',
    path: '/flow_runs/{id}',
    summary: 'Change a flow run',
    params: { id: uuid },
    body: flowRuns.flowRunUpdateSchema,
    status: 204,
  },
  {
    method: 'patch',
    path: '/flow_runs/{id}/labels',
    summary: 'Add labels to a flow run, or replace them',
    params: { id: uuid },
    body: flowRuns.labelsUpdateSchema,
    status: 204,
  },
  {
    method: 'delete',
    path: '/flow_runs/{id}',
    summary: 'Delete a flow run',
    params: { id: uuid },
    status: 204,
  },
  {
    method: 'post',
    path: '/flow_runs/{id}/set_state',
    summary: 'Put a flow run into a state',
    params: { id: uuid },
    body: setStateBodySchema,
    status: 201,
    reply: orchestrationResultSchema,
  },
  {
    method: 'post',
    path: '/flow_runs/{id}/resume',
    summary: 'Resume a flow run that is paused',
    params: { id: uuid },
    body: flowRuns.resumeBodySchema,
    status: 201,
    reply: orchestrationResultSchema,
  },
  {
    method: 'get',
    path: '/flow_run_states/',
    summary: 'The states that a flow run has been in',
    query: { flow_run_id: uuid },
    status: 200,
    reply: z.array(stateSchema),
  },
  {
    method: 'get',
    path: '/flow_run_states/{id}',
    summary: 'Read a state of a flow run',
    params: { id: uuid },
    status: 200,
    reply: stateSchema,
  },
  {
    method: 'post',
    path: '/logs/filter',
    summary: "Logs of flow runs: none, they stay with Temporal's workers",
    body: logFilterBodySchema,
    status: 200,
    reply: z.array(logSchema),
  },
];
