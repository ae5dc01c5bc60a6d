import { useQuery } from '@tanstack/react-query';
import { Redirect } from 'wouter';
import { answer, api } from '../api/client.ts';
import { Answer } from '../components/answer.tsx';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Leads to a work pool that a link names by its id, as resources of events do, or by its name. */
export function WorkPoolBy({ nameOrId }: { nameOrId: string }) {
  const query = useQuery({
    queryKey: ['work-pools', 'by-id', nameOrId],
    queryFn: async () => {
      if (!UUID.test(nameOrId)) return nameOrId;
      const body = { work_pools: { id: { any_: [nameOrId] } } };
      const [pool] = await answer(api.POST('/work_pools/filter', { body }));
      // Of one that is gone, the view of the name says so.
      return pool?.name ?? nameOrId;
    },
  });
  return (
    <Answer query={query}>
      {(name) => <Redirect to={`/work-pools/${encodeURIComponent(name)}`} replace />}
    </Answer>
  );
}
