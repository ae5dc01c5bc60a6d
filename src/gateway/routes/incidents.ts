import { Router } from 'express';
import { NotFoundError } from '../../errors.ts';
import {
  incidentCountBodySchema,
  incidentCreateSchema,
  incidentFilterBodySchema,
  incidentPatchSchema,
} from '../../schemas/incidents.ts';
import { parseBody } from '../../schemas/validation.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { idParam } from './params.ts';

/** `/api/incidents`. */
export function incidentRoutes({ store: { incidents } }: GatewayDeps): Router {
  const routes = Router();
  routes.post('/', jsonBody(), async (req, res) => {
    res.status(201).json(await incidents.declare(parseBody(incidentCreateSchema, req.body)));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const { incidents: filter, ...page } = parseBody(incidentFilterBodySchema, req.body);
    res.json(await incidents.list({ filter, ...page }));
  });
  routes.post('/count', jsonBody(), async (req, res) => {
    res.json(await incidents.count(parseBody(incidentCountBodySchema, req.body).incidents));
  });
  routes.get('/:id', async (req, res) => {
    const incident = await incidents.get(idParam(req));
    if (incident === undefined) throw new NotFoundError('Incident');
    res.json(incident);
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    res.json(await incidents.patch(idParam(req), parseBody(incidentPatchSchema, req.body)));
  });
  for (const change of ['acknowledge', 'resolve', 'reopen'] as const) {
    routes.post(`/:id/${change}`, async (req, res) => {
      res.json(await incidents[change](idParam(req)));
    });
  }
  return routes;
}
