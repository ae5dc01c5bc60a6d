import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { AutomationError } from '../errors.ts';
import { matchSecret, secretsOf, unauthorized, type KeyRing } from './auth.ts';
import { isForeignOrigin, loopbackRefusal } from './loopback.ts';

/** Routes under `/api` that need no credentials: for probes, and what the API is like (no data of anybody's). */
const OPEN = /^\/(health|ready|openapi\.json|docs(\/[\w.-]+)?)\/?$/;

/**
 * Lets a call to `/api` pass: with API keys configured, by the credentials in its `Authorization` header;
 * without, when it comes from this machine. Mount it on `/api`, after the aliases are resolved.
 *
 * @param origins whose pages may call as well
 */
export function requireAccess(keys: KeyRing, origins: readonly string[] = []): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET' && OPEN.test(req.path)) return next();
    const refusal = refusalOf(req, keys.length > 0, origins);
    if (refusal !== null) throw forbidden(refusal);
    if (keys.length > 0) {
      const name = matchSecret(keys, secretsOf(req.headers.authorization));
      if (name === null) throw unauthorized();
      res.locals['apiKey'] = name;
    }
    next();
  };
}

/**
 * Why a call is refused before any credentials are looked at, or null.
 *
 * @param protectedByKey whether credentials will be asked for
 * @param origins whose pages may call as well
 */
export function refusalOf(
  req: IncomingMessage,
  protectedByKey: boolean,
  origins: readonly string[] = [],
): string | null {
  if (!protectedByKey) {
    const refusal = loopbackRefusal(req);
    if (refusal !== null) return refusal;
  }
  const isNamed = req.headers.origin !== undefined && origins.includes(req.headers.origin);
  return isForeignOrigin(req) && !isNamed ? 'Calls from pages of another origin are not served' : null;
}

function forbidden(reason: string): AutomationError {
  return new AutomationError('forbidden', reason, { httpStatus: 403 });
}
