import { useMutation, useQueryClient } from '@tanstack/react-query';
import { told, toldFailure } from './told.ts';

/**
 * A call that changes something: afterwards it says so, and what is shown of these objects is read again.
 *
 * @param queryKey what is out of date afterwards
 */
export function useChange<V>(
  queryKey: readonly unknown[],
  call: (variables: V) => Promise<unknown>,
  done?: string,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: call,
    onError: toldFailure,
    onSuccess: () => done !== undefined && told(done),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}
