import { readFileSync } from 'node:fs';

/** Resident memory of a process, in MiB; 0 where there is no /proc. */
export function residentMemory(pid: number): number {
  try {
    const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kib ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
