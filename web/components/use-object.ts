import { useQuery } from '@tanstack/react-query';
import { POLL_MS } from '../api/query-client.ts';

/** One object, read again while it is looked at. */
export function useObject<T>(queryKey: readonly unknown[], read: () => Promise<T>) {
  return useQuery({ queryKey, queryFn: read, refetchInterval: POLL_MS });
}
