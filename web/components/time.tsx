import { useSyncExternalStore } from 'react';
import { Tooltip } from '@mantine/core';
import { exactTime, relativeTime } from './times.ts';

/** A point in time as one says it, such as `5 min ago`; the exact time on hover, and for machines. */
export function Time({ value }: { value: string | null | undefined }) {
  const now = useNow();
  if (value == null) return <>–</>;
  const time = Date.parse(value);
  return (
    <Tooltip label={exactTime(time)}>
      <time dateTime={value} style={{ whiteSpace: 'nowrap' }}>
        {relativeTime(time, now)}
      </time>
    </Tooltip>
  );
}

/** The time that remains, second by second. */
export function Countdown({ value }: { value: string }) {
  const now = useNow();
  const time = Date.parse(value);
  return (
    <Tooltip label={exactTime(time)}>
      <time dateTime={value} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {time <= now ? 'due' : remaining(time - now)}
      </time>
    </Tooltip>
  );
}

function remaining(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const two = (part: number): string => String(part).padStart(2, '0');
  const clock = `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
  return days > 0 ? `in ${days} d ${clock}` : `in ${clock}`;
}

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** The present, to the second; one clock for all who ask. */
function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}
