import { AutomationError } from '../errors.ts';
import { isObject } from '../schemas/scalars.ts';
import type { UpstreamClient } from './client.ts';

/** An automation as the server shows it. */
export interface SourceAutomation {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
}

/** A block document with its secrets, as far as the server shows them. */
interface SourceBlock {
  readonly id: string;
  readonly name: string | null;
  readonly block_type_slug: string;
  readonly data: Record<string, unknown>;
  readonly is_anonymous: boolean;
}

const PAGE = 200;

/**
 * Reads all automations of a Prefect server and the blocks that their actions name. Blocks that are gone are left out.
 *
 * @throws AutomationError when the server cannot be reached or refuses
 */
export async function readImport(
  client: UpstreamClient,
): Promise<{ automations: SourceAutomation[]; blocks: SourceBlock[] }> {
  const automations: SourceAutomation[] = [];
  for (;;) {
    const json = { sort: 'NAME_ASC', limit: PAGE, offset: automations.length };
    const { status, body } = await client.call({ method: 'POST', path: '/automations/filter', json });
    if (status !== 200 || !Array.isArray(body)) throw unexpected(client, status);
    automations.push(...(body as SourceAutomation[]));
    if (body.length < PAGE) break;
  }
  const blocks: SourceBlock[] = [];
  for (const id of new Set(automations.flatMap(blocksOf))) {
    const block = await readBlock(client, id);
    if (block !== null) blocks.push(block);
  }
  return { automations, blocks };
}

async function readBlock(client: UpstreamClient, id: string): Promise<SourceBlock | null> {
  const path = `/block_documents/${id}?include_secrets=true`;
  const { status, body } = await client.call({ method: 'GET', path });
  if (status === 404) return null;
  if (status !== 200 || !isObject(body)) throw unexpected(client, status);
  const { name, data, block_type: type, is_anonymous: anonymous } = body;
  return {
    id,
    name: typeof name === 'string' ? name : null,
    block_type_slug: isObject(type) ? String(type['slug']) : '',
    data: isObject(data) ? data : {},
    is_anonymous: anonymous === true,
  };
}

function blocksOf(automation: object): string[] {
  const lists = ['actions', 'actions_on_trigger', 'actions_on_resolve'] as const;
  return lists
    .flatMap((list) => (automation as Record<string, unknown>)[list] ?? [])
    .flatMap((action) => (isObject(action) ? (action['block_document_id'] ?? []) : []))
    .filter((id): id is string => typeof id === 'string');
}

function unexpected(client: UpstreamClient, status: number): AutomationError {
  return new AutomationError(
    'upstream_status',
    `The Prefect server at ${client.target.name} answered ${status}`,
  );
}
