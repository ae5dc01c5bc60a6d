import { useEffect } from 'react';

const QUESTION = 'Leave without saving? What you changed is lost.';

interface Navigation extends EventTarget {
  addEventListener(type: 'navigate', listener: (event: Event) => void): void;
}

/** Asks before a view with changes is left: by a link, by going back, by closing the tab. */
export function useUnsaved(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: Event): void => event.preventDefault();
    const { navigation } = window as { navigation?: Navigation };
    const onNavigate = (event: Event): void => {
      const to = new URL((event as Event & { destination: { url: string } }).destination.url);
      if (to.pathname === window.location.pathname || !event.cancelable) return;
      if (!window.confirm(QUESTION)) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    navigation?.addEventListener('navigate', onNavigate);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      navigation?.removeEventListener('navigate', onNavigate);
    };
  }, [isDirty]);
}
