import { spanInWords } from '../../src/wording/index.ts';
import type { FlowRun } from '../api/types.ts';

/** How long a run took, or has taken so far, in words. */
export function spent({ start_time, end_time }: FlowRun): string {
  if (start_time === null) return '–';
  const seconds = ((end_time === null ? Date.now() : Date.parse(end_time)) - Date.parse(start_time)) / 1_000;
  return spanInWords(Math.max(0, seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)));
}
