import { Router } from 'express';
import { NotFoundError } from '../../errors.ts';
import { templatePreviewSchema, templateSourceSchema } from '../../schemas/templates.ts';
import { parseBody } from '../../schemas/validation.ts';
import type { Store } from '../../store/store.ts';
import { templateContext } from '../../templates/context.ts';
import { renderTemplate, validateTemplate } from '../../templates/index.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';

/** `POST …/templates/validate`: 204 for a good template, 422 with its line for a bad one. Both of Prefect's paths. */
export function templateValidationRoutes(): Router {
  const routes = Router();
  routes.post(['/automations/templates/validate', '/templates/validate'], jsonBody(), (req, res) => {
    validateTemplate(parseBody(templateSourceSchema, req.body ?? ''));
    res.status(204).end();
  });
  return routes;
}

/** `POST /api/templates/preview`: what a template makes of a context, or of an event that was recorded. */
export function templatePreviewRoutes({ store, settings }: GatewayDeps): Router {
  const routes = Router();
  routes.post('/templates/preview', jsonBody(), async (req, res) => {
    const { template, context, event_id } = parseBody(templatePreviewSchema, req.body);
    const recorded = event_id === null ? {} : await contextOfEvent(store, event_id);
    const options = settings.uiUrl === undefined ? {} : { uiUrl: settings.uiUrl };
    res.json({ rendered: renderTemplate(template, { ...recorded, ...context }, options) });
  });
  return routes;
}

/** As an action would see the event; what is given besides comes on top of it. */
async function contextOfEvent(store: Store, id: string): Promise<Record<string, unknown>> {
  const [entry] = await store.log.eventsById([id]);
  if (entry === undefined) throw new NotFoundError('Event');
  return templateContext({ event: entry.event });
}
