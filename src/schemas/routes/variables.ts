import { z } from 'zod';
import { uuid } from '../scalars.ts';
import * as variables from '../variables.ts';
import type { Route } from './route.ts';

const id = { id: uuid };
const name = { name: z.string() };

/** Calls about variables. */
export const variableRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/variables/',
    summary: 'Create a variable',
    body: variables.variableCreateSchema,
    status: 201,
    reply: variables.variableSchema,
  },
  {
    method: 'post',
    path: '/variables/filter',
    summary: 'List variables',
    body: variables.variableFilterBodySchema,
    status: 200,
    reply: z.array(variables.variableSchema),
  },
  {
    method: 'post',
    path: '/variables/count',
    summary: 'Count variables',
    body: variables.variableCountBodySchema,
    status: 200,
    reply: z.int().min(0),
  },
  {
    method: 'get',
    path: '/variables/name/{name}',
    summary: 'Read a variable by its name',
    params: name,
    status: 200,
    reply: variables.variableSchema,
  },
  {
    method: 'patch',
    path: '/variables/name/{name}',
    summary: 'Change a variable by its name',
    params: name,
    body: variables.variableUpdateSchema,
    status: 204,
  },
  {
    method: 'delete',
    path: '/variables/name/{name}',
    summary: 'Delete a variable by its name',
    params: name,
    status: 204,
  },
  {
    method: 'get',
    path: '/variables/{id}',
    summary: 'Read a variable',
    params: id,
    status: 200,
    reply: variables.variableSchema,
  },
  {
    method: 'patch',
    path: '/variables/{id}',
    summary: 'Change a variable',
    params: id,
    body: variables.variableUpdateSchema,
    status: 204,
  },
  { method: 'delete', path: '/variables/{id}', summary: 'Delete a variable', params: id, status: 204 },
];
