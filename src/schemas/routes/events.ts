import { z } from 'zod';
import * as filters from '../event-filters.ts';
import { eventListSchema, receivedEventSchema } from '../events.ts';
import { uuid } from '../scalars.ts';
import type { Route } from './route.ts';

/** Calls about events. */
export const eventRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/events',
    summary: 'Record events; they are evaluated in the order of the list',
    body: eventListSchema,
    status: 204,
  },
  {
    method: 'post',
    path: '/events/filter',
    summary: 'List events',
    body: filters.eventFilterBodySchema,
    status: 200,
    reply: filters.eventPageSchema,
  },
  {
    method: 'get',
    path: '/events/filter/next',
    summary: 'The next page of a list',
    query: { 'page-token': z.string() },
    status: 200,
    reply: filters.eventPageSchema,
  },
  {
    method: 'get',
    path: '/events/{id}',
    summary: 'Read an event',
    params: { id: uuid },
    status: 200,
    reply: receivedEventSchema,
  },
  {
    method: 'post',
    path: '/events/count-by/{countable}',
    summary: 'Count events by day, time, name or resource',
    params: { countable: filters.countableSchema },
    body: filters.eventCountBodySchema,
    status: 200,
    reply: z.array(filters.eventCountSchema),
  },
];
