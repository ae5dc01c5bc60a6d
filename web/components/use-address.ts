import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

/** The part of the address behind `?`: what a view is filtered by, so that it can be shared. */
export interface Address {
  get(name: string): string;
  all(name: string): string[];
  /** Sets values; empty ones go. The page goes back to the first unless it is set itself. */
  set(values: Readonly<Record<string, string | readonly string[]>>): void;
}

/** Reads and changes what stands behind `?`; changes replace the entry of the history. */
export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  const set = useCallback<Address['set']>(
    (values) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          next.delete('page');
          for (const [name, value] of Object.entries(values)) {
            next.delete(name);
            for (const one of [value].flat()) if (one !== '') next.append(name, one);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return {
    get: (name) => params.get(name) ?? '',
    all: (name) => params.getAll(name),
    set,
  };
}
