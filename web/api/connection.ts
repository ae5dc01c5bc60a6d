import { useSyncExternalStore } from 'react';

const PROBE_MS = 2_000;
const listeners = new Set<() => void>();
const returns = new Set<() => void>();
let lost = false;

/** A call did not reach the gateway: from now on it is probed until it answers. */
export function connectionLost(): void {
  if (lost) return;
  set(true);
  const probe = async (): Promise<void> => {
    const answered = await fetch('/api/health').then(
      (reply) => reply.ok,
      () => false,
    );
    if (!answered) {
      setTimeout(() => void probe(), PROBE_MS);
      return;
    }
    set(false);
    for (const back of returns) back();
  };
  setTimeout(() => void probe(), PROBE_MS);
}

/** Calls back each time the gateway answers again; returns what ends that. */
export function onReconnect(listener: () => void): () => void {
  returns.add(listener);
  return () => returns.delete(listener);
}

/** Whether the gateway is out of reach. */
export function useConnectionLost(): boolean {
  return useSyncExternalStore(subscribe, () => lost);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(value: boolean): void {
  lost = value;
  for (const listener of listeners) listener();
}
