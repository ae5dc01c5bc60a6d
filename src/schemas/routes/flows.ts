import { z } from 'zod';
import * as flows from '../flows.ts';
import { uuid } from '../scalars.ts';
import type { Route } from './route.ts';

/** Calls about flows. */
export const flowRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/flows/',
    summary: 'Create a flow, or read the one of this name',
    body: flows.flowCreateSchema,
    status: 201,
    reply: flows.flowSchema,
  },
  {
    method: 'post',
    path: '/flows/filter',
    summary: 'List flows',
    body: flows.flowFilterBodySchema,
    status: 200,
    reply: z.array(flows.flowSchema),
  },
  {
    method: 'post',
    path: '/flows/count',
    summary: 'Count flows',
    body: flows.flowCountBodySchema,
    status: 200,
    reply: z.int().min(0),
  },
  {
    method: 'get',
    path: '/flows/name/{name}',
    summary: 'Read a flow by its name',
    params: { name: z.string() },
    status: 200,
    reply: flows.flowSchema,
  },
  {
    method: 'get',
    path: '/flows/{id}',
    summary: 'Read a flow',
    params: { id: uuid },
    status: 200,
    reply: flows.flowSchema,
  },
  {
    method: 'patch',
    path: '/flows/{id}',
    summary: 'Change the tags of a flow',
    params: { id: uuid },
    body: flows.flowUpdateSchema,
    status: 204,
  },
  {
    method: 'delete',
    path: '/flows/{id}',
    summary: 'Delete a flow with its deployments',
    params: { id: uuid },
    status: 204,
  },
];
