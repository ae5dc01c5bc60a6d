import { Router, type Request } from 'express';
import { ConflictError, NotFoundError } from '../../errors.ts';
import {
  automationCountBodySchema,
  automationCreateSchema,
  automationFilterBodySchema,
  automationOwnedSchema,
  automationPatchSchema,
  automationTagsBodySchema,
  automationUpdateSchema,
  type Automation,
  type AutomationCreate,
} from '../../schemas/automations.ts';
import { backtestSchema } from '../../schemas/backtests.ts';
import { readUuid } from '../../schemas/scalars.ts';
import { testFireSchema } from '../../schemas/test-fires.ts';
import { parseBody } from '../../schemas/validation.ts';
import { derivedId } from '../../store/ids.ts';
import type { Store } from '../../store/store.ts';
import { Backtests } from '../backtest/backtest.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { testFire } from '../test-fire.ts';
import { idParam, textParam } from './params.ts';

/** `/api/automations`. */
export function automationRoutes({ store, clock = Date.now }: GatewayDeps): Router {
  const routes = Router();
  const { automations } = store;
  const backtests = new Backtests(store);

  routes.post('/', jsonBody(), async (req, res) => {
    res.status(201).json(await create(store, parseBody(automationCreateSchema, req.body), idOf(req)));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const { automations: filter, ...page } = parseBody(automationFilterBodySchema, req.body);
    res.json(await automations.list({ filter, ...page }));
  });
  routes.post('/count', jsonBody(), async (req, res) => {
    res.json(await automations.count(parseBody(automationCountBodySchema, req.body).automations));
  });
  routes.post('/tags', jsonBody(), async (req, res) => {
    res.json(await automations.tags(parseBody(automationTagsBodySchema, req.body)));
  });
  routes.post('/backtest', jsonBody(), async (req, res) => {
    const request = parseBody(backtestSchema, req.body);
    res.json(await backtests.run(request, clock(), () => res.destroyed));
  });
  routes.post('/:id/test-fire', jsonBody(), async (req, res) => {
    const request = parseBody(testFireSchema, req.body);
    const key = req.get('idempotency-key') ?? request.key;
    res.status(202).json(await testFire(store, idParam(req), request, key, clock()));
  });
  routes.get('/related-to/:resourceId', async (req, res) => {
    res.json(await automations.relatedTo(textParam(req, 'resourceId')));
  });
  routes.delete('/owned-by/:resourceId', async (req, res) => {
    await automations.deleteOwnedBy(textParam(req, 'resourceId'));
    res.status(202).json(null);
  });
  routes.put('/owned-by/:resourceId', jsonBody(), async (req, res) => {
    const owned = parseBody(automationOwnedSchema, req.body);
    res.json(await automations.setOwnedBy(textParam(req, 'resourceId'), owned));
  });
  routes.get('/:id', async (req, res) => {
    res.json(await readByIdOrName(store, req));
  });
  routes.put('/:id', jsonBody(), async (req, res) => {
    const id = idParam(req);
    const body = parseBody(automationUpdateSchema, req.body);
    const old = await automations.get(id);
    if (old === undefined) throw new NotFoundError('Automation');
    // What is optional and left out keeps its value.
    await automations.replace(id, {
      name: body.name,
      trigger: body.trigger,
      actions: body.actions,
      description: body.description ?? old.description,
      enabled: body.enabled ?? old.enabled,
      tags: body.tags ?? old.tags,
      actions_on_trigger: body.actions_on_trigger ?? old.actions_on_trigger,
      actions_on_resolve: body.actions_on_resolve ?? old.actions_on_resolve,
    });
    res.status(204).end();
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    const { enabled } = parseBody(automationPatchSchema, req.body);
    await automations.setEnabled(idParam(req), enabled);
    res.status(204).end();
  });
  routes.delete('/:id', async (req, res) => {
    await automations.delete(idParam(req));
    res.status(204).end();
  });
  return routes;
}

/** The SDK's `Automation.read(name)` sends the name where the id belongs. */
async function readByIdOrName(store: Store, req: Request): Promise<Automation> {
  const text = textParam(req, 'id');
  const id = readUuid(text);
  const found = id === undefined ? await store.automations.getByName(text) : await store.automations.get(id);
  if (found === undefined) throw new NotFoundError('Automation');
  return found;
}

/** The id that goes with an `Idempotency-Key`. */
function idOf(req: Request): string | undefined {
  const key = req.get('idempotency-key');
  return key === undefined || key === '' ? undefined : derivedId('automation', 'idempotency-key', key);
}

/** A call that is made again under its key is answered as the first one. */
async function create(store: Store, body: AutomationCreate, id: string | undefined): Promise<Automation> {
  if (id === undefined) return store.automations.create(body);
  try {
    return await store.automations.create({ ...body, id });
  } catch (error) {
    const made = error instanceof ConflictError ? await store.automations.get(id) : undefined;
    if (made === undefined) throw error;
    return made;
  }
}
