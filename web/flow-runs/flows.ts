import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';

/** Names of flows by id. */
export function useFlowNames(ids: readonly string[]): (id: string) => string | undefined {
  const wanted = [...new Set(ids)].sort();
  const { data } = useQuery({
    queryKey: ['flows', 'names', wanted],
    queryFn: async () => {
      const flows = await answer(api.POST('/flows/filter', { body: { flows: { id: { any_: wanted } } } }));
      return new Map(flows.map(({ id, name }) => [id, name]));
    },
    enabled: wanted.length > 0,
    staleTime: 60_000,
  });
  return (id) => data?.get(id);
}
