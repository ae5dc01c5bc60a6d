import { z } from 'zod';
import { uuid } from '../scalars.ts';
import * as webhooks from '../webhooks.ts';
import type { Route } from './route.ts';

const id = { id: uuid };

/** Calls about webhooks. */
export const webhookRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/webhooks/',
    summary: 'Create a webhook',
    body: webhooks.webhookCreateSchema,
    status: 201,
    reply: webhooks.webhookSchema,
  },
  {
    method: 'post',
    path: '/webhooks/filter',
    summary: 'List webhooks',
    body: webhooks.webhookFilterBodySchema,
    status: 200,
    reply: z.array(webhooks.webhookSchema),
  },
  {
    method: 'post',
    path: '/webhooks/preview',
    summary: 'See what a template makes of a call',
    body: webhooks.webhookPreviewSchema,
    status: 200,
    reply: webhooks.webhookPreviewResultSchema,
  },
  {
    method: 'get',
    path: '/webhooks/{id}',
    summary: 'Read a webhook',
    params: id,
    status: 200,
    reply: webhooks.webhookSchema,
  },
  {
    method: 'put',
    path: '/webhooks/{id}',
    summary: 'Replace a webhook',
    params: id,
    body: webhooks.webhookCreateSchema,
    status: 204,
  },
  {
    method: 'patch',
    path: '/webhooks/{id}',
    summary: 'Change a webhook',
    params: id,
    body: webhooks.webhookPatchSchema,
    status: 204,
  },
  { method: 'delete', path: '/webhooks/{id}', summary: 'Delete a webhook', params: id, status: 204 },
  {
    method: 'post',
    path: '/webhooks/{id}/rotate',
    summary: 'Give a webhook a new slug',
    params: id,
    status: 200,
    reply: webhooks.webhookSchema,
  },
  {
    method: 'get',
    path: '/webhooks/{id}/requests',
    summary: 'List the latest calls of a webhook and what came of them',
    params: id,
    status: 200,
    reply: z.array(webhooks.webhookRequestSchema),
  },
];
