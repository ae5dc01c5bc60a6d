import { Router } from 'express';
import {
  flowCountBodySchema,
  flowCreateSchema,
  flowFilterBodySchema,
  flowUpdateSchema,
} from '../../schemas/flows.ts';
import { parseBody } from '../../schemas/validation.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { existing, idParam, textParam } from './params.ts';

/** `/api/flows`. */
export function flowRoutes({ store: { flows } }: GatewayDeps): Router {
  const routes = Router();
  routes.post('/', jsonBody(), async (req, res) => {
    const { flow, created } = await flows.create(parseBody(flowCreateSchema, req.body));
    res.status(created ? 201 : 200).json(flow);
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    res.json(await flows.filter(parseBody(flowFilterBodySchema, req.body)));
  });
  routes.post('/count', jsonBody(), async (req, res) => {
    res.json(await flows.count(parseBody(flowCountBodySchema, req.body)));
  });
  routes.get('/name/:name', async (req, res) => {
    res.json(existing(await flows.getByName(textParam(req, 'name')), 'Flow'));
  });
  routes.get('/:id', async (req, res) => {
    res.json(existing(await flows.get(idParam(req)), 'Flow'));
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    const body = parseBody(flowUpdateSchema, req.body);
    await flows.patch(existing(await flows.get(idParam(req)), 'Flow').id, body);
    res.status(204).end();
  });
  routes.delete('/:id', async (req, res) => {
    await flows.delete(existing(await flows.get(idParam(req)), 'Flow').id);
    res.status(204).end();
  });
  return routes;
}
