import { z } from 'zod';
import { serverInfoSchema } from '../server.ts';
import type { Route } from './route.ts';

const text = z.string();

/** Calls about the server itself. */
export const serverRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/health',
    summary: 'Whether the server works',
    status: 200,
    reply: z.boolean(),
    open: true,
  },
  {
    method: 'get',
    path: '/ready',
    summary: 'Whether the server can serve',
    status: 200,
    reply: z.unknown(),
    open: true,
  },
  {
    method: 'get',
    path: '/server',
    summary: 'What this installation is: its version, and where its Temporal is seen',
    status: 200,
    reply: serverInfoSchema,
  },
  { method: 'get', path: '/hello', summary: 'A greeting', status: 200, reply: text },
  {
    method: 'get',
    path: '/version',
    summary: 'The version of Prefect whose API this is',
    status: 200,
    reply: text,
  },
  {
    method: 'get',
    path: '/admin/version',
    summary: 'The same, for Prefect’s client',
    status: 200,
    reply: text,
  },
  {
    method: 'get',
    path: '/csrf-token',
    summary: 'Always 422: there is no CSRF protection to take part in',
    query: { client: text },
    status: 422,
    reply: z.object({ detail: text }),
    open: true,
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    status: 200,
    reply: z.unknown(),
    open: true,
  },
];
