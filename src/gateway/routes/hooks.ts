import express, { Router, type Request, type Response } from 'express';
import { maxEventSizeBytes } from '../../schemas/events.ts';
import type { Webhook } from '../../schemas/webhooks.ts';
import { renderTemplate } from '../../templates/index.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import { CHAIN_DEPTH_HEADER, readChainDepth } from '../../http/chain-depth.ts';
import { JsonError } from '../json.ts';
import { refusalReason, webhookEvent, webhookFailedEvent } from '../webhooks/event.ts';
import { publicHeaders, readBody, type WebhookRequest } from '../webhooks/request.ts';
import { textParam } from './params.ts';

/**
 * `/hooks/<slug>`, any method: whoever knows the slug may call. 204 when an event was stored, 400 when the call
 * made none (which is an event as well), 404 for a slug that does not exist or whose webhook is disabled.
 */
export function hookRoutes(deps: GatewayDeps): Router {
  const routes = Router();
  routes.all(
    '/:slug',
    async (req, res, next) => {
      const webhook = await deps.store.webhooks.getBySlug(textParam(req, 'slug'));
      if (webhook === undefined || !webhook.enabled) throw new DetailError(404, 'Not Found');
      res.locals['webhook'] = webhook;
      next();
    },
    express.raw({ type: () => true, limit: maxEventSizeBytes }),
    async (req, res) => receive(deps, res.locals['webhook'] as Webhook, req, res),
  );
  return routes;
}

async function receive(deps: GatewayDeps, webhook: Webhook, req: Request, res: Response): Promise<void> {
  const now = (deps.clock ?? Date.now)();
  const raw: Buffer = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  let request: WebhookRequest = { method: req.method, headers: publicHeaders(req), body: null };
  let rendered: string | null = null;
  try {
    request = { ...request, body: await readBody(raw, req.get('content-type')) };
    rendered = renderTemplate(webhook.template, { ...request });
    const depth = readChainDepth(req.get(CHAIN_DEPTH_HEADER));
    await deps.store.log.append([{ event: webhookEvent(rendered, webhook, request, now), depth }]);
    deps.metrics.received('webhook', 1);
  } catch (error) {
    const reason = refusalReason(error);
    if (reason === null) throw error;
    if (error instanceof JsonError) request = { ...request, body: raw.toString('utf8') };
    const event = webhookFailedEvent(webhook, request, rendered, reason, now);
    await deps.store.log.append([{ event }]);
    remember(deps, webhook, { ...request, rendered, status: 400, error: reason, at: now });
    res.status(400).json({ detail: reason });
    return;
  }
  remember(deps, webhook, { ...request, rendered, status: 204, error: null, at: now });
  res.status(204).end();
}

/** The list of recent calls is a convenience: a failure to write it must not fail the call. */
function remember(
  { store, logger }: GatewayDeps,
  webhook: Webhook,
  call: Parameters<GatewayDeps['store']['webhooks']['recordRequest']>[1],
): void {
  store.webhooks.recordRequest(webhook.id, call).catch((error: unknown) => {
    logger.warn({ err: error, webhook: webhook.id }, 'a webhook call could not be recorded');
  });
}
