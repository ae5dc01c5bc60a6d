import { z } from 'zod';
import * as incidents from '../incidents.ts';
import { uuid } from '../scalars.ts';
import type { Route } from './route.ts';

const id = { id: uuid };

/** Calls about incidents. */
export const incidentRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/incidents/',
    summary: 'Declare an incident',
    body: incidents.incidentCreateSchema,
    status: 201,
    reply: incidents.incidentSchema,
  },
  {
    method: 'post',
    path: '/incidents/filter',
    summary: 'List incidents',
    body: incidents.incidentFilterBodySchema,
    status: 200,
    reply: z.array(incidents.incidentSchema),
  },
  {
    method: 'post',
    path: '/incidents/count',
    summary: 'Count incidents',
    body: incidents.incidentCountBodySchema,
    status: 200,
    reply: z.int().min(0),
  },
  {
    method: 'get',
    path: '/incidents/{id}',
    summary: 'Read an incident',
    params: id,
    status: 200,
    reply: incidents.incidentSchema,
  },
  {
    method: 'patch',
    path: '/incidents/{id}',
    summary: 'Change an incident',
    params: id,
    body: incidents.incidentPatchSchema,
    status: 200,
    reply: incidents.incidentSchema,
  },
  {
    method: 'post',
    path: '/incidents/{id}/acknowledge',
    summary: 'Say that somebody sees to an incident',
    params: id,
    status: 200,
    reply: incidents.incidentSchema,
  },
  {
    method: 'post',
    path: '/incidents/{id}/resolve',
    summary: 'Close an incident',
    params: id,
    status: 200,
    reply: incidents.incidentSchema,
  },
  {
    method: 'post',
    path: '/incidents/{id}/reopen',
    summary: 'Open an incident again that was closed',
    params: id,
    status: 200,
    reply: incidents.incidentSchema,
  },
];
