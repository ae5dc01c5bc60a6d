import type { RequestHandler } from 'express';

/** How long a browser may remember what it was told before a call, in seconds. */
const MAX_AGE = 600;
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/** What a page may read of a reply beside the few headers that it may always read. */
const EXPOSED = 'Retry-After, Location';

/**
 * Lets pages of these origins use the API from a browser, as Prefect's own pages do when they are served elsewhere. They get
 * nothing by being named here but what their calls prove a right to: no cookies are taken, and credentials are asked for as of
 * anybody. Mount it before the check of credentials, which a browser's question beforehand does not carry.
 *
 * @param origins as browsers write them: scheme, host and port
 */
export function cors(origins: readonly string[]): RequestHandler {
  return (req, res, next) => {
    if (origins.length === 0) return next();
    res.vary('Origin');
    const { origin } = req.headers;
    if (origin === undefined || !origins.includes(origin)) return next();
    res.setHeader('Access-Control-Allow-Origin', origin);
    if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) {
      res.setHeader('Access-Control-Expose-Headers', EXPOSED);
      return next();
    }
    res.setHeader('Access-Control-Allow-Methods', METHODS);
    res.setHeader('Access-Control-Allow-Headers', req.headers['access-control-request-headers'] ?? '');
    res.setHeader('Access-Control-Max-Age', MAX_AGE);
    res.status(204).end();
  };
}
