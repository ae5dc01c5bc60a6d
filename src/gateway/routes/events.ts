import { Router, type Request } from 'express';
import { z } from 'zod';
import {
  countableSchema,
  eventCountBodySchema,
  eventFilterBodySchema,
  eventPageSize,
} from '../../schemas/event-filters.ts';
import { CHAIN_DEPTH_HEADER, readChainDepth } from '../../http/chain-depth.ts';
import { readEvents, type ReceivedEvent } from '../../schemas/events.ts';
import { parseBody } from '../../schemas/validation.ts';
import type { NewEvent, TextEvent } from '../../store/log.ts';
import type { EventPage } from '../../store/events/event-store.ts';
import {
  bodyText,
  bytesOf,
  jsonBody,
  jsonBytes,
  maxEventsBodyBytes,
  mayHoldNul,
  parsedBody,
} from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import type { EventReader } from '../event-reader/event-reader.ts';
import { unpackEvents } from '../event-reader/packed-events.ts';
import { idParam } from './params.ts';

/** A refused list comes back in the reply, as from Prefect, unless it is larger than this, in bytes. */
const MAX_ECHO = 50_000;
/** Lists of this size, in bytes, are read on the thread; smaller ones are done sooner than handed over. */
const BYTES_APART = 32_000;
const tokenSchema = z.object({ 'page-token': z.string() });

/** `/api/events`. */
export function eventRoutes({ store, metrics }: GatewayDeps, reader: EventReader): Router {
  const routes = Router();
  const readApart = async (req: Request, depth: number): Promise<TextEvent[] | null> => {
    const bytes = bytesOf(req);
    if (bytes === undefined || bytes.length < BYTES_APART || !reader.isReady) return null;
    const read = await reader.read(bytes);
    if (read.events !== null) return unpackEvents(read.events, depth);
    req.body = Buffer.from(read.body.buffer);
    return null;
  };

  routes.post('/', jsonBytes(maxEventsBodyBytes), async (req, res) => {
    const depth = readChainDepth(req.get(CHAIN_DEPTH_HEADER));
    const events = (await readApart(req, depth)) ?? readHere(req, depth);
    if (events.length > 0) await store.log.append(events);
    metrics.received('http', events.length);
    res.status(204).end();
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const { filter, limit } = parseBody(eventFilterBodySchema, req.body ?? {});
    res.json(pageReply(req, await store.events.filter(filter, { limit })));
  });
  routes.get('/filter/next', async (req, res) => {
    const query = parseBody(tokenSchema, req.query, { from: 'query' });
    const page = await store.events.nextPage(pageToken(query['page-token']), { limit: eventPageSize });
    res.json(pageReply(req, page));
  });
  routes.post('/count-by/:countable', jsonBody(), async (req, res) => {
    const countable = parseBody(z.object({ countable: countableSchema }), req.params, { from: 'path' });
    const { filter, time_unit, time_interval } = parseBody(eventCountBodySchema, req.body);
    res.json(await store.events.countBy(countable.countable, filter, time_unit, time_interval));
  });
  routes.get('/:id', async (req, res) => {
    const [entry] = await store.log.eventsById([idParam(req)]);
    if (entry === undefined) throw new DetailError(404, 'Event not found');
    res.json(entry.event);
  });
  return routes;
}

function readHere(req: Request, depth: number): NewEvent[] {
  const body = parsedBody(req);
  const echoInput = Number(req.get('content-length') ?? Infinity) <= MAX_ECHO;
  const events = readEvents(body, { echoInput, hasNoNul: !mayHoldNul(bodyText(req)) });
  return depth === 0 ? events : events.map((event) => ({ ...event, depth }));
}

/** Tokens travel in base64url, as they stand in a URL. */
function pageToken(text: string): string {
  const token = /^[A-Za-z0-9_-]+$/.test(text) ? Buffer.from(text, 'base64url').toString('utf8') : '';
  if (token === '') throw new DetailError(403, 'Forbidden');
  return token;
}

function pageReply(
  req: Request,
  page: EventPage,
): { events: ReceivedEvent[]; total: number; next_page: string | null } {
  const { events, total, nextPageToken } = page;
  return { events, total, next_page: nextPageToken === null ? null : nextPageUrl(req, nextPageToken) };
}

/** The address the caller used, so that it works behind a proxy that keeps the Host header. */
function nextPageUrl(req: Request, token: string): string {
  const base = `${req.protocol}://${req.get('host') ?? 'localhost'}`;
  const path = req.originalUrl.replace(/\/filter(\/next)?\/?(\?.*)?$/, '/filter/next');
  return `${base}${path}?page-token=${Buffer.from(token).toString('base64url')}`;
}
