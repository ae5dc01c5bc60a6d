import { isObject } from '../schemas/scalars.ts';
import type { UpstreamClient } from './client.ts';

/** What an action needs of a block. */
interface LoadedBlock {
  readonly slug: string;
  readonly name: string | null;
  readonly data: Record<string, unknown>;
}

/**
 * Loads a block that is kept by the Prefect server, its secrets in clear; null when it has none of this id.
 *
 * @throws AutomationError when the server cannot be reached
 */
export async function loadUpstreamBlock(client: UpstreamClient, id: string): Promise<LoadedBlock | null> {
  const { status, body } = await client.call({
    method: 'GET',
    path: `/block_documents/${encodeURIComponent(id)}?include_secrets=true`,
  });
  if (status >= 300 || !isObject(body)) return null;
  const { data, name, block_type: type } = body;
  return {
    slug: isObject(type) ? String(type['slug']) : '',
    name: typeof name === 'string' ? name : null,
    data: isObject(data) ? data : {},
  };
}
