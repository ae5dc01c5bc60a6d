import { importBodySchema, importReplySchema } from '../imports.ts';
import type { Route } from './route.ts';

/** Taking over what a Prefect server has. */
export const importRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/import',
    summary: 'Take over automations and blocks under their ids; repeatable',
    body: importBodySchema,
    status: 200,
    reply: importReplySchema,
  },
];
