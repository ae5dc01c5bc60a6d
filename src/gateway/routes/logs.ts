import { Router } from 'express';
import { logFilterBodySchema } from '../../schemas/logs.ts';
import { parseBody } from '../../schemas/validation.ts';
import { jsonBody } from '../body.ts';

/** `/api/logs`: what workflows on Temporal log stays with their workers, so there is none to show. */
export function logRoutes(): Router {
  const routes = Router();
  routes.post('/filter', jsonBody(), (req, res) => {
    parseBody(logFilterBodySchema, req.body);
    res.json([]);
  });
  return routes;
}
