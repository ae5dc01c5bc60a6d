import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '../logging.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { loggablePath } from './paths.ts';

const REQUEST_ID = /^[\w.:-]{1,100}$/;

/**
 * Gives each request an id (the caller's `X-Request-Id` when it is a plain one) and writes one line when it
 * is answered, and counts it. Headers, queries and bodies are never logged: they may hold secrets.
 */
export function accessLog(logger: Logger, metrics: Pick<Metrics, 'answered'>): RequestHandler {
  return (req, res, next) => {
    const asked = req.get('x-request-id');
    const requestId = asked !== undefined && REQUEST_ID.test(asked) ? asked : randomUUID();
    res.setHeader('X-Request-Id', requestId);
    const start = performance.now();
    res.on('close', () => {
      const status = res.writableFinished ? res.statusCode : 499;
      metrics.answered(req.method, status);
      const line = {
        requestId,
        method: req.method,
        path: loggablePath(req.originalUrl),
        status,
        ms: Math.round((performance.now() - start) * 10) / 10,
        key: res.locals['apiKey'] as string | undefined,
      };
      logger.info(line, 'request');
    });
    next();
  };
}
