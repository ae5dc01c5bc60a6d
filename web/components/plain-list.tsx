import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Answer } from './answer.tsx';

/** A list that comes as a whole. */
export function PlainList<T extends { id: string }>({
  query,
  empty,
  row,
}: {
  query: UseQueryResult<readonly T[]>;
  /** What to say when there is none. */
  empty: ReactNode;
  row: (item: T) => ReactNode;
}) {
  return (
    <div className="surface">
      <Answer query={query}>
        {(list) =>
          list.length === 0 ? (
            empty
          ) : (
            <ul className="rows">
              {list.map((item) => (
                <li key={item.id} className="row">
                  {row(item)}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </div>
  );
}
