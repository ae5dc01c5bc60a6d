import type { FlowRun } from '../api/types.ts';

/** How long a run took, or has taken so far, as short as it can be said: "21 min 3 s". */
export function spent({ start_time, end_time }: FlowRun): string {
  if (start_time === null) return '–';
  const ms = (end_time === null ? Date.now() : Date.parse(end_time)) - Date.parse(start_time);
  const seconds = Math.max(0, ms / 1_000);
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 3_600)
    return `${seconds < 60 ? '' : `${Math.floor(seconds / 60)} min `}${Math.floor(seconds % 60)} s`;
  const hours = Math.floor(seconds / 3_600);
  return hours < 48
    ? `${hours} h ${Math.floor(seconds / 60) % 60} min`
    : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
