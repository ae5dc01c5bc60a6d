import type { BlockDocument, BlockSchema, BlockType } from '../../schemas/blocks.ts';
import { isId } from '../automations/find.ts';
import type { Api } from '../connection/api.ts';
import { CommandError, usageError } from '../failure.ts';
import { objectArgument, pairs, readDocument } from '../input.ts';
import { confirm } from '../output/confirm.ts';
import type { Column } from '../output/table.ts';
import { ago } from '../output/times.ts';
import type { Session } from '../session.ts';

/** What a block's data come from. */
export interface BlockOptions {
  readonly set?: string[];
  readonly data?: string;
  readonly fromFile?: string;
  readonly replace?: boolean;
}

const TYPE_COLUMNS: readonly Column<BlockType>[] = [
  { header: 'TYPE', text: ({ slug }) => slug, tone: () => 'strong' },
  { header: 'NAME', text: ({ name }) => name },
  { header: 'DESCRIPTION', text: ({ description }) => description ?? '', shrinks: true },
];

const COLUMNS: readonly Column<BlockDocument>[] = [
  { header: 'BLOCK', text: slugAndName, tone: () => 'strong', shrinks: true },
  { header: 'ID', text: ({ id }) => id, tone: () => 'dim' },
  { header: 'UPDATED', text: ({ updated }) => ago(updated) },
];

/** `automations blocks types` */
export async function listTypes({ api, out }: Session): Promise<void> {
  const types = await api.list<BlockType>('/block_types/filter');
  await out.list(types, TYPE_COLUMNS, 'No block types.');
}

/** `automations blocks ls` */
export async function listBlocks({ api, out }: Session, options: { type?: string }): Promise<void> {
  const filter = options.type === undefined ? {} : { block_types: { slug: { any_: [options.type] } } };
  const blocks = await api.list<BlockDocument>('/block_documents/filter', {
    sort: 'BLOCK_TYPE_AND_NAME_ASC',
    ...filter,
  });
  await out.list(
    blocks,
    COLUMNS,
    'No blocks. Make one with: automations blocks create TYPE NAME --set url=…',
  );
}

/** `automations blocks inspect`: secrets stay masked. */
export async function inspectBlock({ api, out }: Session, name: string): Promise<void> {
  const block = await findBlock(api, name);
  const { id, data, created, updated } = block;
  await out.one(out.format === 'json' ? block : { block: slugAndName(block), id, created, updated, data });
}

/** `automations blocks create` */
export async function createBlock(
  { api, out }: Session,
  options: BlockOptions,
  type: string,
  name: string,
): Promise<void> {
  const data = await dataOf(options);
  const { id: typeId } = await api
    .get<BlockType>(`/block_types/slug/${encodeURIComponent(type)}`)
    .catch((error: unknown) => {
      if (!(error instanceof CommandError) || error.code !== 'not_found') throw error;
      throw new CommandError('not_found', `There is no block type "${type}". See: automations blocks types`);
    });
  const [schema] = await api.post<BlockSchema[]>('/block_schemas/filter', {
    block_schemas: { block_type_id: { any_: [typeId] } },
  });
  if (schema === undefined) throw new CommandError('refused', `The block type "${type}" has no schema`);
  const block = await api.post<BlockDocument>('/block_documents/', {
    name,
    data,
    block_type_id: typeId,
    block_schema_id: schema.id,
  });
  await out.done(`created ${type}/${name} (${block.id})`, block);
}

/** `automations blocks update`: fields that are not named stay. */
export async function updateBlock({ api, out }: Session, options: BlockOptions, name: string): Promise<void> {
  const data = await dataOf(options);
  if (Object.keys(data).length === 0 && options.replace !== true) {
    throw usageError('What is to be changed? Use --set, --data or --from-file');
  }
  const { id } = await findBlock(api, name);
  await api.patch(`/block_documents/${id}`, { data, merge_existing_data: options.replace !== true });
  const block = await api.get<BlockDocument>(`/block_documents/${id}`);
  await out.done(`updated ${slugAndName(block)}`, block);
}

/** `automations blocks delete` */
export async function deleteBlock(
  { api, out }: Session,
  options: { yes?: boolean },
  name: string,
): Promise<void> {
  const block = await findBlock(api, name);
  await confirm(`Delete the block "${slugAndName(block)}"? Actions that use it will fail.`, options.yes);
  await api.delete(`/block_documents/${block.id}`);
  await out.done(`deleted ${slugAndName(block)}`, block);
}

/** The block that `type/name` or an id means. */
async function findBlock(api: Api, name: string): Promise<BlockDocument> {
  if (isId(name)) return api.get<BlockDocument>(`/block_documents/${name}`);
  const [type, document, ...rest] = name.split('/');
  if (type === undefined || document === undefined || rest.length > 0) {
    throw usageError(
      `"${name}" must be type/name, such as slack-webhook/alerts, or an id. See: automations blocks ls`,
    );
  }
  const path = `/block_types/slug/${encodeURIComponent(type)}/block_documents/name/${encodeURIComponent(document)}`;
  return api.get<BlockDocument>(path);
}

function slugAndName({ block_type: type, block_type_name: typeName, name }: BlockDocument): string {
  return `${type?.slug ?? typeName ?? '?'}/${name ?? '(anonymous)'}`;
}

async function dataOf({ set = [], data, fromFile }: BlockOptions): Promise<Record<string, unknown>> {
  const fromText = data === undefined ? {} : await objectArgument(data, '--data');
  const document = fromFile === undefined ? {} : await readDocument(fromFile);
  if (typeof document !== 'object' || document === null) throw usageError(`${fromFile}: must hold an object`);
  return { ...document, ...fromText, ...pairs(set, '--set') };
}
