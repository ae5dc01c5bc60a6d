import { AutomationError } from '../errors.ts';
import { isObject } from '../schemas/scalars.ts';
import type { UpstreamClient } from './client.ts';

/** Prefect's largest page. */
const PAGE = 50;

/** A page of the server's records. */
interface Page {
  readonly events: unknown[];
  readonly total: number;
  /** For the page after this one; null at the end. */
  readonly token: string | null;
  /** The server's clock, epoch ms. */
  readonly at: number;
}

/** How many events of a stretch of time (epoch ms, both ends included) the server has on record, and its clock. */
export async function countEvents(
  client: UpstreamClient,
  since: number,
  until: number,
  signal: AbortSignal,
): Promise<{ total: number; at: number }> {
  return ask(client, signal, { filter: stretch(since, until), limit: 0 });
}

/** The events of a stretch of time that the server has on record, by the time at which they occurred, in pages. */
export async function* eventPages(
  client: UpstreamClient,
  since: number,
  until: number,
  signal: AbortSignal,
): AsyncGenerator<unknown[]> {
  let page = await ask(client, signal, { filter: stretch(since, until), limit: PAGE });
  for (;;) {
    yield page.events;
    if (page.token === null) return;
    page = await ask(client, signal, page.token);
  }
}

/** Which of these ids the server has on record. */
export async function idsOnRecord(
  client: UpstreamClient,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let n = 0; n < ids.length; n += PAGE) {
    const occurred = { since: '0001-01-02T00:00:00Z', until: '9999-12-30T00:00:00Z' };
    const filter = { occurred, id: { id: ids.slice(n, n + PAGE) } };
    const { events } = await ask(client, signal, { filter, limit: PAGE });
    for (const event of events) if (isObject(event)) found.add(String(event['id']));
  }
  return found;
}

function stretch(since: number, until: number): object {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return { occurred: { since: iso(since), until: iso(until) }, order: 'ASC' };
}

/** Asks for a first page by its filter, or for a later one by its token. */
async function ask(client: UpstreamClient, signal: AbortSignal, what: object | string): Promise<Page> {
  const { status, body, at } = await client.call(
    typeof what === 'string'
      ? { method: 'GET', path: `/events/filter/next?page-token=${encodeURIComponent(what)}`, signal }
      : { method: 'POST', path: '/events/filter', json: what, signal },
  );
  if (status >= 300 || !isObject(body) || !Array.isArray(body['events'])) {
    throw new AutomationError('upstream_status', `The Prefect server answered ${status} for its events`, {
      retryable: true,
    });
  }
  const { events, total, next_page: next } = body;
  return { events: events as unknown[], total: Number(total), token: tokenOf(next), at };
}

/** Only the token is taken from the address: behind proxies the server may not know its own name. */
function tokenOf(next: unknown): string | null {
  return typeof next === 'string' && URL.canParse(next) ? new URL(next).searchParams.get('page-token') : null;
}
