import type { ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { POLL_MS } from '../api/query-client.ts';
import { Answer } from './answer.tsx';
import { Pager } from './pager.tsx';
import type { Address } from './use-address.ts';

/** How many objects a page of a list has. */
const PAGE_SIZE = 25;

/** A list that the server pages; the page stands in the address. */
export function PagedList<T extends { id: string }>({
  queryKey,
  address,
  list,
  count,
  filters,
  empty,
  row,
}: {
  /** What the list is of, and what it is filtered by. */
  queryKey: readonly unknown[];
  address: Address;
  list: (page: { limit: number; offset: number }) => Promise<readonly T[]>;
  count: () => Promise<number>;
  /** Above the list. */
  filters?: ReactNode;
  /** What to say when there is none. */
  empty: ReactNode;
  row: (item: T) => ReactNode;
}) {
  const wanted = Number(address.get('page'));
  const page = Number.isInteger(wanted) && wanted > 0 ? wanted : 1;
  const query = useQuery({
    queryKey: [...queryKey, 'list', page],
    queryFn: async () => {
      const part = list({ limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
      const [items, total] = await Promise.all([part, count()]);
      return { items, total };
    },
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
  return (
    <div className="surface">
      {filters}
      <Answer query={query}>
        {({ items, total }) =>
          total === 0 ? (
            empty
          ) : (
            <>
              <ul className="rows">
                {items.map((item) => (
                  <li className="row" key={item.id}>
                    {row(item)}
                  </li>
                ))}
              </ul>
              <Pager
                page={page}
                size={PAGE_SIZE}
                total={total}
                onPage={(next) => address.set({ page: next === 1 ? '' : String(next) })}
              />
            </>
          )
        }
      </Answer>
    </div>
  );
}
