import { useSyncExternalStore } from 'react';

const NAME = 'automations-api-key';
const listeners = new Set<() => void>();
let wanted = false;

/** Where the key of this browser is kept; null when storage is forbidden. */
function stored(): string | null {
  try {
    return sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

let key = stored();

/** The API key that calls are made with, or null when none was given. */
export function apiKey(): string | null {
  return key;
}

/**
 * Takes a key for the calls to come.
 *
 * @param remember whether it outlives the tab
 */
export function takeKey(text: string, remember: boolean): void {
  key = text;
  wanted = false;
  try {
    (remember ? localStorage : sessionStorage).setItem(NAME, text);
  } catch {
    // Then it lasts as long as the page.
  }
  tell();
}

/** Forgets the key, here and in storage. */
export function forgetKey(): void {
  key = null;
  wanted = true;
  try {
    sessionStorage.removeItem(NAME);
    localStorage.removeItem(NAME);
  } catch {
    // Nothing was kept.
  }
  tell();
}

/** The server said 401: the page asks for a key. */
export function askForKey(): void {
  if (wanted) return;
  wanted = true;
  tell();
}

/** Whether the server wants a key that it has not been given. */
export function useKeyWanted(): boolean {
  return useSyncExternalStore(subscribe, () => wanted);
}

/** Whether calls are made with a key. */
export function useHasKey(): boolean {
  return useSyncExternalStore(subscribe, () => key !== null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
