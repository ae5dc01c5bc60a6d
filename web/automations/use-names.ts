import { useQuery } from '@tanstack/react-query';
import type { NameOf } from '../../src/wording/index.ts';
import { answer, api } from '../api/client.ts';
import { isObject } from '../editor/paths.ts';
import type { Automation } from '../api/types.ts';

/** Names of what the actions of automations are about, by id; those that are not there stay unnamed. */
export function useNames(automations: readonly Automation[]): NameOf {
  const ids = idsOf(automations);
  const { data } = useQuery({
    queryKey: ['names', ids],
    queryFn: () => readNames(ids),
    enabled: Object.values(ids).some((some) => some.length > 0),
    staleTime: 60_000,
  });
  return (id) => data?.get(id);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Ids {
  readonly deployments: readonly string[];
  readonly blocks: readonly string[];
  readonly pools: readonly string[];
  readonly queues: readonly string[];
  readonly automations: readonly string[];
}

function idsOf(automations: readonly Automation[]): Ids {
  // Of one that is being written, a list may be absent or no list yet.
  const lists = automations.flatMap((one) => [
    one.actions,
    one.actions_on_trigger,
    one.actions_on_resolve,
  ]) as readonly unknown[];
  const actions = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [])).filter(isObject);
  const all = (field: string): string[] => {
    const ids = actions
      .map((action) => action[field])
      .filter((id): id is string => typeof id === 'string' && UUID.test(id));
    return [...new Set(ids)].sort();
  };
  return {
    deployments: all('deployment_id'),
    blocks: all('block_document_id'),
    pools: all('work_pool_id'),
    queues: all('work_queue_id'),
    automations: all('automation_id'),
  };
}

interface Named {
  readonly id: string;
  readonly name?: string | null;
}

async function readNames(ids: Ids): Promise<ReadonlyMap<string, string>> {
  const byId = (any_: readonly string[]) => ({ id: { any_: [...any_] } });
  const when = (some: readonly string[], call: () => Promise<readonly Named[]>): Promise<readonly Named[]> =>
    // A name that cannot be read is no reason to show nothing.
    some.length === 0 ? Promise.resolve([]) : call().catch(() => []);
  const found = await Promise.all([
    when(ids.deployments, () =>
      answer(api.POST('/deployments/filter', { body: { deployments: byId(ids.deployments) } })),
    ),
    when(ids.blocks, () =>
      answer(api.POST('/block_documents/filter', { body: { block_documents: byId(ids.blocks) } })),
    ),
    when(ids.pools, () => answer(api.POST('/work_pools/filter', { body: { work_pools: byId(ids.pools) } }))),
    when(ids.queues, () =>
      answer(api.POST('/work_queues/filter', { body: { work_queues: byId(ids.queues) } })),
    ),
    when(ids.automations, () =>
      answer(api.POST('/automations/filter', { body: { automations: byId(ids.automations) } })),
    ),
  ]);
  return new Map(found.flat().flatMap(({ id, name }) => (name == null ? [] : [[id, name] as const])));
}
