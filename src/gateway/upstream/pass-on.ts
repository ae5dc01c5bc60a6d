import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { request, type Dispatcher } from 'undici';
import type { Logger } from '../../logging.ts';
import type { UpstreamTarget } from '../../upstream/target.ts';
import { bodyText, isRead } from '../body.ts';
import { endToEnd, requestHeaders, wentRound } from './headers.ts';

const SILENCE_MS = 300_000;

/**
 * Passes calls on to the Prefect server behind the gateway and its replies back, as they are: bodies are streamed both
 * ways, errors included. One that cannot be reached is a 502, one that does not answer a 504.
 *
 * @param silenceMs how long the server may take for the head of its reply, and between two parts of its body; 5 minutes when absent
 */
export function passOn(
  target: UpstreamTarget,
  agent: Dispatcher,
  logger: Logger,
  silenceMs: number = SILENCE_MS,
): RequestHandler {
  const base = new URL(target.apiUrl);
  const root = base.pathname.replace(/\/$/, '');
  return async (req, res) => {
    if (wentRound(req.headers)) {
      res.status(508).json({ detail: 'PREFECT_UPSTREAM_API_URL is the address of this gateway' });
      return;
    }
    const url = new URL(`${base.origin}${root}${req.url}`);
    // What leads out of the API by `..` is none of its routes.
    if (!url.pathname.startsWith(`${root}/`)) {
      res.status(404).json({ detail: 'Not Found' });
      return;
    }
    // Now: of a request whose body has been taken, nothing tells any more how it came.
    const api = `${req.protocol}://${req.headers.host ?? 'localhost'}/api`;
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    let reply: Dispatcher.ResponseData;
    try {
      reply = await request(url, {
        method: req.method as Dispatcher.HttpMethod,
        ...contentOf(req, target.authorization),
        signal: gone.signal,
        dispatcher: agent,
        headersTimeout: silenceMs,
        bodyTimeout: silenceMs,
      });
    } catch (error) {
      if (!gone.signal.aborted) unreachable(error, target, res, logger);
      return;
    }
    res.status(reply.statusCode);
    for (const [name, value] of Object.entries(endToEnd(reply.headers))) {
      // Which pages may read a reply is for the gateway to say, whatever the server lets its own callers do.
      if (name === 'vary') res.vary([value].flat().join(', '));
      else if (!name.startsWith('access-control-')) res.setHeader(name, value);
    }
    const { location } = reply.headers;
    if (typeof location === 'string') res.setHeader('location', here(location, url, root, api));
    try {
      await pipeline(reply.body, res);
    } catch (error) {
      // Whichever side broke off, the other one sees it break off as well.
      if (!gone.signal.aborted) logger.warn({ err: error }, 'a reply of the Prefect server broke off');
      res.destroy();
    }
  };
}

/** Headers and body: the stream itself, or the text of a body that has been read to decide whose call it is. */
function contentOf(req: Request, authorization: string | undefined) {
  const { headers } = req;
  if (!isRead(req)) {
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    return { headers: requestHeaders(headers, authorization), body: hasBody ? req : null };
  }
  const text = bodyText(req);
  const kept = requestHeaders(headers, authorization, ['content-length', 'content-encoding']);
  return { headers: kept, body: text === '' ? null : text };
}

/** A redirect within the API of the server behind leads through the gateway. */
function here(location: string, asked: URL, root: string, api: string): string {
  if (!URL.canParse(location, asked.href)) return location;
  const url = new URL(location, asked);
  if (url.origin !== asked.origin || !url.pathname.startsWith(`${root}/`)) return location;
  return `${api}${url.pathname.slice(root.length)}${url.search}`;
}

function unreachable(error: unknown, target: UpstreamTarget, res: Response, logger: Logger): void {
  const code = String((error as { code?: unknown } | null)?.code ?? 'unknown');
  logger.warn({ code, server: target.name }, 'the Prefect server could not be reached');
  if (res.headersSent) return void res.destroy();
  const late = /TIMEOUT/.test(code) && code !== 'UND_ERR_CONNECT_TIMEOUT';
  res.status(late ? 504 : 502).setHeader('Retry-After', '1');
  res.json({
    exception_message: late
      ? 'The Prefect server behind this gateway does not answer'
      : 'The Prefect server behind this gateway cannot be reached',
  });
}
