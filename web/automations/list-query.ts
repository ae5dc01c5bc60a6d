import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { POLL_MS } from '../api/query-client.ts';
import type { AutomationSort } from '../api/types.ts';
import type { Address } from '../components/use-address.ts';

/** How many automations a page of the list has. */
export const PAGE_SIZE = 25;

const SORTS: readonly AutomationSort[] = ['NAME_ASC', 'NAME_DESC', 'CREATED_DESC', 'UPDATED_DESC'];

/** What the list shows, as it stands in the address. */
export interface ListFilter {
  readonly search: string;
  readonly tags: readonly string[];
  /** `on`, `off`, or empty for both. */
  readonly enabled: string;
  readonly sort: AutomationSort;
  /** From 1. */
  readonly page: number;
}

/** Reads the filter from the address; what makes no sense there counts as absent. */
export function listFilter(address: Address): ListFilter {
  const page = Number(address.get('page'));
  return {
    search: address.get('q'),
    tags: address.all('tag'),
    enabled: address.get('enabled'),
    sort: SORTS.find((sort) => sort === address.get('sort')) ?? 'NAME_ASC',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The page of automations that a filter means, and how many there are in all. */
export function useAutomations(filter: ListFilter) {
  const { search, tags, enabled, sort, page } = filter;
  const automations = {
    ...(search !== '' && { name: { like_: search } }),
    ...(tags.length > 0 && { tags: { all_: [...tags] } }),
    ...(enabled !== '' && { enabled: { eq_: enabled === 'on' } }),
  };
  return useQuery({
    queryKey: ['automations', 'list', filter],
    queryFn: async () => {
      const [list, total] = await Promise.all([
        answer(
          api.POST('/automations/filter', {
            body: { automations, sort, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE },
          }),
        ),
        answer(api.POST('/automations/count', { body: { automations } })),
      ]);
      return { list, total };
    },
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}

/** What the automations on a page have done last and do next, by id. */
export function useActivity(ids: readonly string[]) {
  return useQuery({
    queryKey: ['automations', 'activity', ids],
    queryFn: async () => {
      const list = await answer(api.POST('/automations/activity', { body: { ids: [...ids] } }));
      return new Map(list.map((one) => [one.automation_id, one]));
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}
