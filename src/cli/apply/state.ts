import type { BlockDocument, BlockSchema, BlockType } from '../../schemas/blocks.ts';
import type { Api } from '../connection/api.ts';
import { CommandError, usageError } from '../failure.ts';
import type { Canonical } from './canonical.ts';

/** What a set of files has put on a server: by the automation's id, what was applied last. */
export type Applied = Readonly<Record<string, { readonly name: string; readonly definition: Canonical }>>;

const TYPE = 'automations-apply-state';

/**
 * What `apply` remembers, on the server itself: whoever applies the same files next, from wherever, knows what was applied
 * before. It is an anonymous block, which lists do not show, and encrypted like all blocks.
 */
export class AppliedState {
  readonly #api: Api;
  readonly #set: string;
  #blockId: string | undefined;

  /** @param set - name of the set of files; several may be applied to one server */
  constructor(api: Api, set: string) {
    if (!/^[a-z0-9-]{1,60}$/.test(set)) {
      throw usageError(`--set: "${set}" must be made of lower-case letters, digits and dashes`);
    }
    this.#api = api;
    this.#set = set;
  }

  /** What was applied last; nothing when nothing was. */
  async read(): Promise<Applied> {
    const path = `/block_types/slug/${TYPE}/block_documents/name/${this.#set}?include_secrets=true`;
    const block = await orUndefined(this.#api.get<BlockDocument>(path));
    this.#blockId = block?.id;
    const text = block?.data['applied'];
    return typeof text === 'string' ? (JSON.parse(text) as Applied) : {};
  }

  /** Remembers; {@link AppliedState.read} comes first. */
  async write(applied: Applied): Promise<void> {
    const data = { applied: JSON.stringify(applied) };
    if (this.#blockId !== undefined) {
      await this.#api.patch(`/block_documents/${this.#blockId}`, { data });
      return;
    }
    const typeId = await this.#type();
    const schema = await this.#api.post<BlockSchema>('/block_schemas/', {
      fields: { title: 'AutomationsApplyState', type: 'object', properties: { applied: { type: 'string' } } },
      block_type_id: typeId,
    });
    const body = {
      name: this.#set,
      data,
      block_type_id: typeId,
      block_schema_id: schema.id,
      is_anonymous: true,
    };
    this.#blockId = (await this.#api.post<BlockDocument>('/block_documents/', body)).id;
  }

  async #type(): Promise<string> {
    const known = await orUndefined(this.#api.get<BlockType>(`/block_types/slug/${TYPE}`));
    if (known !== undefined) return known.id;
    const made = await this.#api.post<BlockType>('/block_types/', {
      name: 'Automations Apply State',
      slug: TYPE,
      description: 'What `automations apply` has applied last. Not for use by hand.',
    });
    return made.id;
  }
}

async function orUndefined<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CommandError && error.code === 'not_found') return undefined;
    throw error;
  }
}
