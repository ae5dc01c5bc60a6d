import { Router, type Request } from 'express';
import { isObject } from '../../schemas/scalars.ts';
import { formatTime } from '../../schemas/times.ts';
import { parseBody } from '../../schemas/validation.ts';
import {
  webhookCreateSchema,
  webhookFilterBodySchema,
  webhookPatchSchema,
  webhookPreviewSchema,
  type Webhook,
} from '../../schemas/webhooks.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { previewWebhook } from '../webhooks/preview.ts';
import { DetailError } from '../errors.ts';
import { idParam } from './params.ts';

/** `/api/webhooks`: how webhooks are kept; calls come in at `/hooks/<slug>`. */
export function webhookRoutes({ store: { webhooks }, clock = Date.now }: GatewayDeps): Router {
  const routes = Router();
  const existing = async (req: Request): Promise<Webhook> => {
    const webhook = await webhooks.get(idParam(req));
    if (webhook === undefined) throw new DetailError(404, 'Webhook not found');
    return webhook;
  };

  routes.post('/', jsonBody(), async (req, res) => {
    res.status(201).json(await webhooks.create(parseBody(webhookCreateSchema, req.body)));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const { webhooks: filter, ...page } = parseBody(webhookFilterBodySchema, req.body);
    res.json(await webhooks.filter({ filter, ...page }));
  });
  routes.post('/preview', jsonBody(), async (req, res) => {
    const preview = parseBody(webhookPreviewSchema, req.body);
    const kept = preview.webhook_id === null ? undefined : await webhooks.get(preview.webhook_id);
    const now = clock();
    res.json(await previewWebhook(preview, kept ?? draftWebhook(now), now));
  });
  routes.get('/:id', async (req, res) => {
    res.json(await existing(req));
  });
  routes.put('/:id', jsonBody(), async (req, res) => {
    const body = parseBody(webhookCreateSchema, req.body);
    const old = await existing(req);
    // As with automations, optional fields that are left out keep their value: the CLI leaves out `enabled`.
    const given = isObject(req.body) ? req.body : {};
    await webhooks.replace(old.id, {
      ...body,
      description: 'description' in given ? body.description : old.description,
      enabled: 'enabled' in given ? body.enabled : old.enabled,
    });
    res.status(204).end();
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    const body = parseBody(webhookPatchSchema, req.body);
    await webhooks.patch((await existing(req)).id, body);
    res.status(204).end();
  });
  routes.delete('/:id', async (req, res) => {
    await webhooks.delete((await existing(req)).id);
    res.status(204).end();
  });
  routes.post('/:id/rotate', async (req, res) => {
    res.json(await webhooks.rotate((await existing(req)).id));
  });
  routes.get('/:id/requests', async (req, res) => {
    const calls = await webhooks.requests((await existing(req)).id);
    res.json(calls.map((call) => ({ ...call, at: formatTime(call.at) })));
  });
  return routes;
}

/** Stands for a webhook that has not been saved. */
function draftWebhook(now: number): Webhook {
  const at = formatTime(now);
  const id = '00000000-0000-0000-0000-000000000000';
  return {
    id,
    created: at,
    updated: at,
    name: 'draft',
    description: '',
    enabled: true,
    template: '',
    slug: '',
  };
}
