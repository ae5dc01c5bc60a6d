import { Router, type Request } from 'express';
import type { Variable } from '../../schemas/variables.ts';
import {
  variableCountBodySchema,
  variableCreateSchema,
  variableFilterBodySchema,
  variableUpdateSchema,
} from '../../schemas/variables.ts';
import { parseBody } from '../../schemas/validation.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import { idParam, textParam } from './params.ts';

/** `/api/variables`; each can be reached by id and by name. */
export function variableRoutes({ store: { variables } }: GatewayDeps): Router {
  const routes = Router();
  const byId = (req: Request) => variables.get(idParam(req));
  const byName = (req: Request) => variables.getByName(textParam(req, 'name'));

  routes.post('/', jsonBody(), async (req, res) => {
    res.status(201).json(await variables.create(parseBody(variableCreateSchema, req.body)));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const { variables: filter, ...page } = parseBody(variableFilterBodySchema, req.body);
    res.json(await variables.filter({ filter, ...page }));
  });
  routes.post('/count', jsonBody(), async (req, res) => {
    res.json(await variables.count(parseBody(variableCountBodySchema, req.body).variables));
  });
  for (const [path, find] of [
    ['/name/:name', byName],
    ['/:id', byId],
  ] as const) {
    routes.get(path, async (req, res) => {
      res.json(existing(await find(req)));
    });
    routes.patch(path, jsonBody(), async (req, res) => {
      const body = parseBody(variableUpdateSchema, req.body);
      await variables.patch(existing(await find(req)).id, body);
      res.status(204).end();
    });
    routes.delete(path, async (req, res) => {
      await variables.delete(existing(await find(req)).id);
      res.status(204).end();
    });
  }
  return routes;
}

function existing(variable: Variable | undefined): Variable {
  if (variable === undefined) throw new DetailError(404, 'Variable not found.');
  return variable;
}
