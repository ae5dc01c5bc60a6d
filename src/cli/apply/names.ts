import { createHash } from 'node:crypto';
import type { Automation } from '../../schemas/automations.ts';
import type { BlockDocument } from '../../schemas/blocks.ts';
import type { Deployment } from '../../schemas/deployments.ts';
import type { Flow } from '../../schemas/flows.ts';
import type { WorkPool, WorkQueue } from '../../schemas/work-pools.ts';
import type { Api } from '../connection/api.ts';

/** What definitions refer to. */
export type ReferenceKind = 'block' | 'deployment' | 'work_pool' | 'work_queue' | 'automation';

/** The objects of one kind, both ways. */
interface Directory {
  readonly ids: Map<string, string>;
  readonly names: Map<string, string>;
}

/**
 * Names of the objects of a server, read when they are first asked for. Blocks are called `type/name`, deployments
 * `flow/name`, work queues `pool/queue`; others by their name.
 */
export class Names {
  readonly #api: Api;
  readonly #directories = new Map<ReferenceKind, Promise<Directory>>();
  readonly #expected = new Map<string, string>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** The id behind a name; `undefined` when there is none, or several have it. */
  async idOf(kind: ReferenceKind, name: string): Promise<string | undefined> {
    const found = (await this.#directory(kind)).ids.get(name);
    return found ?? (kind === 'automation' ? this.#expected.get(name) : undefined);
  }

  /** The name behind an id; `undefined` when no name stands for it alone. */
  async nameOf(kind: ReferenceKind, id: string): Promise<string | undefined> {
    const found = (await this.#directory(kind)).names.get(id);
    if (found !== undefined || kind !== 'automation') return found;
    return [...this.#expected].find(([, stand]) => stand === id)?.[0];
  }

  /** An automation that will be there: until it is, a made-up id stands for it. */
  expect(name: string): void {
    const hex = createHash('sha256').update(name).digest('hex');
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    this.#expected.set(name, id);
  }

  /** Whether an automation's id is only made up so far. */
  isExpected(id: string): boolean {
    return [...this.#expected.values()].includes(id);
  }

  /** Says what an automation that was expected, or renamed, is called now. */
  async learn(name: string, id: string): Promise<void> {
    this.#expected.delete(name);
    const { ids, names } = await this.#directory('automation');
    ids.set(name, id);
    names.set(id, name);
  }

  #directory(kind: ReferenceKind): Promise<Directory> {
    const known = this.#directories.get(kind);
    if (known !== undefined) return known;
    const read = this.#read(kind).then(directory);
    this.#directories.set(kind, read);
    return read;
  }

  async #read(kind: ReferenceKind): Promise<[name: string, id: string][]> {
    const api = this.#api;
    switch (kind) {
      case 'block': {
        const blocks = await api.list<BlockDocument>('/block_documents/filter');
        return blocks.map(({ block_type: type, name, id }) => [`${type?.slug ?? '?'}/${name ?? ''}`, id]);
      }
      case 'deployment': {
        const [deployments, flows] = [
          await api.list<Deployment>('/deployments/filter'),
          await api.list<Flow>('/flows/filter'),
        ];
        const flowNames = new Map(flows.map(({ id, name }) => [id, name]));
        return deployments.map(({ flow_id, name, id }) => [`${flowNames.get(flow_id) ?? '?'}/${name}`, id]);
      }
      case 'work_pool':
        return (await api.list<WorkPool>('/work_pools/filter')).map(({ name, id }) => [name, id]);
      case 'work_queue': {
        const [queues, pools] = [
          await api.list<WorkQueue>('/work_queues/filter'),
          await api.list<WorkPool>('/work_pools/filter'),
        ];
        const poolNames = new Map(pools.map(({ id, name }) => [id, name]));
        return queues.map(({ work_pool_id: pool, name, id }) => [
          `${poolNames.get(pool ?? '') ?? '?'}/${name}`,
          id,
        ]);
      }
      case 'automation':
        return (await api.list<Automation>('/automations/filter')).map(({ name, id }) => [name, id]);
    }
  }
}

/** Names that several have stand for none of them. */
function directory(pairs: readonly [name: string, id: string][]): Directory {
  const count = new Map<string, number>();
  for (const [name] of pairs) count.set(name, (count.get(name) ?? 0) + 1);
  const own = pairs.filter(([name]) => count.get(name) === 1);
  return { ids: new Map(own), names: new Map(own.map(([name, id]) => [id, name])) };
}
