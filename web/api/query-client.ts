import { QueryClient } from '@tanstack/react-query';
import { onReconnect } from './connection.ts';
import { ApiError } from './errors.ts';

/** How often views that are looked at ask again, in milliseconds; hidden tabs do not. */
export const POLL_MS = 5_000;

/** What the server answered, for all views. A refusal stands; what did not get through is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Whether the gateway answers is told by trying: it may well be on this machine.
      networkMode: 'always',
      staleTime: 2_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

onReconnect(() => void queryClient.invalidateQueries());
