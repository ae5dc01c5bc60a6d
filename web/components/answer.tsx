import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Failure } from './failure.tsx';
import { ListSkeleton } from './skeletons.tsx';

/** What a query came to: its data, else its shape while it is on its way, else why it failed. */
export function Answer<T>({
  query,
  rows,
  children,
}: {
  query: UseQueryResult<T>;
  /** How many rows the shape has. */
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <ListSkeleton {...(rows !== undefined && { rows })} />;
}
