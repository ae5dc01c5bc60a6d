import { isObject } from '../../schemas/scalars.ts';
import { pageOf, type Page } from '../../store/listing.ts';
import type { UpstreamClient } from '../../upstream/client.ts';
import { AutomationError } from '../../errors.ts';
import { DetailError } from '../errors.ts';

/** An object in a list of the API. */
export type Listed = Readonly<Record<string, unknown>>;

/** Prefect's largest page. */
const PAGE = 200;
/** What a server may hold of what is listed here; more are left out. */
const MOST = 10_000;

/** How objects of two lists become one: by what they are the same, and in which order. */
export interface Merge {
  readonly key: (item: Listed) => string;
  readonly order: (a: Listed, b: Listed) => number;
}

/** Lists of what is here and on the Prefect server behind. */
export interface InBoth {
  /**
   * One page of both lists together. Of two that are the same, ours is listed.
   *
   * @param query the filter, for the server behind
   * @param own all of ours that it means
   * @throws DetailError with the server's own status, or 502
   */
  list(path: string, query: object, page: Page, own: readonly Listed[], merge: Merge): Promise<Listed[]>;
  /** A reply of the server behind. */
  get(path: string): Promise<unknown>;
}

/** Asks the server behind through its API. */
export function inBoth(client: UpstreamClient): InBoth {
  return {
    async list(path, query, page, own, { key, order }) {
      const seen = new Set(own.map(key));
      const theirs = await all(client, path, query);
      const added = theirs.filter((item) => !seen.has(key(item)));
      return pageOf([...own, ...added].sort(order), page);
    },
    get: (path) => ask(client, { method: 'GET', path }),
  };
}

async function all(client: UpstreamClient, path: string, query: object): Promise<Listed[]> {
  const found: Listed[] = [];
  while (found.length < MOST) {
    const page = { ...query, limit: PAGE, offset: found.length };
    const items = await ask(client, { method: 'POST', path, json: page });
    if (!Array.isArray(items)) break;
    found.push(...items.filter(isObject));
    if (items.length < PAGE) break;
  }
  return found;
}

async function ask(
  client: UpstreamClient,
  call: { method: 'GET' | 'POST'; path: string; json?: unknown },
): Promise<unknown> {
  let reply;
  try {
    reply = await client.call(call);
  } catch (error) {
    if (error instanceof AutomationError) throw new DetailError(502, error.message);
    throw error;
  }
  if (reply.status >= 300) {
    throw new DetailError(502, `The Prefect server behind this gateway answered ${reply.status}`);
  }
  return reply.body;
}
