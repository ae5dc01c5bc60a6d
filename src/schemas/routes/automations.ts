import { z } from 'zod';
import * as automations from '../automations.ts';
import * as status from '../automation-status.ts';
import { backtestResultSchema, backtestSchema } from '../backtests.ts';
import { actionResultSchema, firingListSchema, firingSchema } from '../firings.ts';
import { uuid } from '../scalars.ts';
import { testFiredSchema, testFireSchema } from '../test-fires.ts';
import * as templates from '../templates.ts';
import type { Route } from './route.ts';

const id = { id: uuid };
const text = z.string();

/** Calls about automations, their firings and templates. */
export const automationRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/automations/',
    summary: 'Create an automation',
    body: automations.automationCreateSchema,
    status: 201,
    reply: automations.automationSchema,
  },
  {
    method: 'post',
    path: '/automations/filter',
    summary: 'List automations',
    body: automations.automationFilterBodySchema,
    status: 200,
    reply: z.array(automations.automationSchema),
  },
  {
    method: 'post',
    path: '/automations/count',
    summary: 'Count automations',
    body: automations.automationCountBodySchema,
    status: 200,
    reply: z.int().min(0),
  },
  {
    method: 'post',
    path: '/automations/tags',
    summary: 'List the tags of automations, those of the most automations first',
    body: automations.automationTagsBodySchema,
    status: 200,
    reply: z.array(automations.automationTagSchema),
  },
  {
    method: 'get',
    path: '/automations/{id}',
    summary: 'Read an automation, by id or by name',
    params: { id: text },
    status: 200,
    reply: automations.automationSchema,
  },
  {
    method: 'put',
    path: '/automations/{id}',
    summary: 'Replace an automation and start it afresh',
    params: id,
    body: automations.automationUpdateSchema,
    status: 204,
  },
  {
    method: 'patch',
    path: '/automations/{id}',
    summary: 'Pause or resume an automation',
    params: id,
    body: automations.automationPatchSchema,
    status: 204,
  },
  { method: 'delete', path: '/automations/{id}', summary: 'Delete an automation', params: id, status: 204 },
  {
    method: 'get',
    path: '/automations/related-to/{resource_id}',
    summary: 'List the automations of a resource',
    params: { resource_id: text },
    status: 200,
    reply: z.array(automations.automationSchema),
  },
  {
    method: 'put',
    path: '/automations/owned-by/{resource_id}',
    summary: 'Set the automations that a resource owns: those that stay the same keep their windows',
    params: { resource_id: text },
    body: automations.automationOwnedSchema,
    status: 200,
    reply: z.array(automations.automationSchema),
  },
  {
    method: 'delete',
    path: '/automations/owned-by/{resource_id}',
    summary: 'Delete the automations that a resource owns',
    params: { resource_id: text },
    status: 202,
  },
  {
    method: 'post',
    path: '/automations/templates/validate',
    summary: 'Check a template',
    body: templates.templateSourceSchema,
    status: 204,
  },
  {
    method: 'post',
    path: '/automations/backtest',
    summary: 'Ask how often an automation would have fired on the recorded events',
    body: backtestSchema,
    status: 200,
    reply: backtestResultSchema,
  },
  {
    method: 'post',
    path: '/automations/{id}/test-fire',
    summary: 'Make an automation fire once, as a test',
    params: id,
    body: testFireSchema,
    status: 202,
    reply: testFiredSchema,
  },
  {
    method: 'get',
    path: '/automations/{id}/status',
    summary: 'How an automation stands: its open windows, deadlines and latest decisions',
    params: id,
    status: 200,
    reply: status.automationStatusSchema,
  },
  {
    method: 'post',
    path: '/automations/activity',
    summary: 'What automations have done last and do next',
    body: status.automationActivityBodySchema,
    status: 200,
    reply: z.array(status.automationActivitySchema),
  },
  {
    method: 'get',
    path: '/automations/{id}/firings',
    summary: 'List what fired, why, and how each action went',
    params: id,
    query: { limit: z.int().min(0).max(200).optional(), offset: z.int().min(0).optional() },
    status: 200,
    reply: firingListSchema,
  },
  {
    method: 'post',
    path: '/firings/{id}/actions/{index}/retry',
    summary: 'Send an action that failed again',
    params: { id: uuid, index: z.int().min(0) },
    status: 202,
    reply: actionResultSchema,
  },
  {
    method: 'get',
    path: '/firings/dead-letters',
    summary: 'List the firings with actions that gave up, latest first',
    query: { limit: z.int().min(0).max(200).optional(), offset: z.int().min(0).optional() },
    status: 200,
    reply: firingListSchema,
  },
  {
    method: 'get',
    path: '/firings/{id}',
    summary: 'Read what fired, why, and how each action went',
    params: id,
    status: 200,
    reply: firingSchema,
  },
  {
    method: 'post',
    path: '/templates/validate',
    summary: 'Check a template',
    body: templates.templateSourceSchema,
    status: 204,
  },
  {
    method: 'post',
    path: '/templates/preview',
    summary: 'Render a template',
    body: templates.templatePreviewSchema,
    status: 200,
    reply: templates.templateRenderedSchema,
  },
];
