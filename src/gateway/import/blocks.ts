import { isDeepStrictEqual } from 'node:util';
import type { BlockSchema, BlockSchemaFilter } from '../../schemas/blocks.ts';
import type { ImportedBlock, ImportStep } from '../../schemas/imports.ts';
import { ValidationError } from '../../schemas/validation.ts';
import type { Store } from '../../store/store.ts';
import { checkBlockData } from '../blocks/check-data.ts';
import { masked, maskSecrets, secretPaths } from '../blocks/secrets.ts';

/** One block's step, and the way to take it. */
export interface PlannedBlock {
  readonly step: ImportStep;
  readonly apply: () => Promise<unknown>;
}

/** Works out what to do about a block: it keeps its id, so that automations go on naming it. */
export async function planBlock(store: Store, block: ImportedBlock): Promise<PlannedBlock> {
  const { types, schemas, documents } = store.blocks;
  const { id, name, block_type_slug: slug, data, is_anonymous } = block;
  const plan = (
    step: ImportStep['step'],
    note: string | null,
    apply: () => Promise<unknown> = async () => undefined,
  ): PlannedBlock => ({ step: { kind: 'block', id, name: `${slug}/${name ?? id}`, step, note }, apply });

  const type = await types.getBySlug(slug);
  const [schema] = type === undefined ? [] : await schemas.list({ block_schemas: ofType(type.id), limit: 1 });
  if (type === undefined || schema === undefined) {
    return plan('skip', `Blocks of the type ${slug} are not used by automations here`);
  }
  if (isMasked(data, schema)) return plan('skip', 'The server does not show its secrets: save it here again');
  const wrong = refusalOf(slug, data);
  if (wrong !== null) return plan('skip', wrong);
  const present = await documents.get(id);
  if (present !== undefined) {
    if (isDeepStrictEqual(present.data, data)) return plan('unchanged', null);
    return plan('update', null, () => documents.update(id, { data }));
  }
  const called = name ?? `anonymous-${id}`;
  if ((await documents.getByName(type.id, called)) !== undefined) {
    return plan('skip', `There is another block of the type ${slug} and the name ${called} here`);
  }
  return plan('create', null, () =>
    documents.create({
      id,
      name: called,
      data,
      is_anonymous,
      block_type_id: type.id,
      block_schema_id: schema.id,
    }),
  );
}

function ofType(id: string): BlockSchemaFilter {
  return {
    operator: 'and_',
    block_type_id: { any_: [id] },
    block_capabilities: null,
    id: null,
    version: null,
  };
}

/** Whether secrets came as asterisks: then blanking them out changes nothing. */
function isMasked(data: ImportedBlock['data'], schema: BlockSchema): boolean {
  const text = JSON.stringify(data);
  if (!text.includes(masked)) return false;
  return isDeepStrictEqual(data, maskSecrets(data, secretPaths(schema.fields)));
}

/** What is wrong with the data, by field, without repeating it; null when nothing is. */
function refusalOf(slug: string, data: ImportedBlock['data']): string | null {
  try {
    checkBlockData(slug, data);
    return null;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.detail.map(({ loc, msg }) => `${loc.slice(2).join('.')}: ${msg}`).join('; ');
  }
}
