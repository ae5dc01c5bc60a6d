import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

const GO: Readonly<Record<string, string>> = {
  a: '/automations',
  e: '/events',
  i: '/incidents',
  r: '/runs',
  d: '/deployments',
  w: '/work-pools',
};
/** How long after `g` the second key counts, in milliseconds. */
const SECOND_KEY_MS = 1_500;

/** Listens for the keys of the page, except where somebody writes. */
export function useShortcuts(on: { onPalette: () => void; onKeys: () => void }): void {
  const [, navigate] = useLocation();
  const latest = useRef(on);
  useEffect(() => {
    latest.current = on;
  });
  useEffect(() => {
    let goUntil = 0;
    const listen = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return latest.current.onPalette();
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const target = event.timeStamp < goUntil ? GO[event.key] : undefined;
      goUntil = event.key === 'g' ? event.timeStamp + SECOND_KEY_MS : 0;
      if (target !== undefined) return navigate(target);
      if (event.key === '?') return latest.current.onKeys();
      if (event.key !== '/') return;
      const search = document.querySelector<HTMLInputElement>('[data-search]');
      if (search === null) return;
      event.preventDefault();
      search.focus();
      search.select();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [navigate]);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
