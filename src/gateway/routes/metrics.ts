import { Router } from 'express';
import type { Metrics } from '../../metrics/metrics.ts';

/** `GET /metrics`: the numbers of this process, for Prometheus. */
export function metricsRoutes(metrics: Metrics): Router {
  const routes = Router();
  routes.get('/', async (_req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    // As it is: Express would add a charset of its own.
    res.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.text());
  });
  return routes;
}
