import { readFileSync } from 'node:fs';
import type { Cluster } from '../../test/support/cluster.ts';
import { cpuTime } from '../cpu-time.ts';
import { residentMemory } from '../memory.ts';
import { processTree } from '../peer/process-tree.ts';

/** CPU time so far by what it was for, in ms. */
export interface RoleTimes {
  /** Each gateway; one of them dispatches as well. */
  readonly gateways: readonly number[];
  readonly workers: readonly number[];
  readonly temporal: number;
  /** Postgres working for us, and for Temporal. */
  readonly ourDatabase: number;
  readonly temporalDatabase: number;
}

/** CPU time of Postgres' processes as last read: of those that have ended since it stays. */
const seen = new Map<number, { readonly database: string; readonly time: number }>();

/** Reads the CPU times of all processes of a cluster that this process has started. */
export function roleTimes(cluster: Cluster): RoleTimes {
  const ours = new URL(cluster.databaseUrl).pathname.slice(1);
  for (const pid of processTree(process.pid)) {
    const database = databaseOf(pid);
    if (database !== undefined) seen.set(pid, { database, time: cpuTime([pid]) });
  }
  const of = (isOurs: boolean): number =>
    [...seen.values()].reduce(
      (sum, { database, time }) => sum + ((database === ours) === isOurs ? time : 0),
      0,
    );
  return {
    gateways: cluster.gateways.map(({ pid }) => cpuTime([pid])),
    workers: cluster.workers.map(({ pid }) => cpuTime([pid])),
    temporal: cpuTime([cluster.server.pid()]),
    ourDatabase: of(true),
    temporalDatabase: of(false),
  };
}

/** CPU time between two readings, in ms; of the gateways the busiest is told apart, which is the one that dispatches. */
export function between(before: RoleTimes, after: RoleTimes) {
  const each = (name: 'gateways' | 'workers'): number[] =>
    after[name].map((time, index) => time - before[name][index]!);
  const gateways = each('gateways').sort((a, b) => b - a);
  return {
    gateways,
    workers: each('workers'),
    temporal: after.temporal - before.temporal,
    ourDatabase: after.ourDatabase - before.ourDatabase,
    temporalDatabase: after.temporalDatabase - before.temporalDatabase,
  };
}

/** Resident memory of the largest gateway and worker and of Temporal's server, in MiB. */
export function roleMemory(cluster: Cluster): { gateway: number; worker: number; temporal: number } {
  const largest = (of: readonly { readonly pid: number }[]): number =>
    Math.max(...of.map(({ pid }) => residentMemory(pid)));
  return {
    gateway: largest(cluster.gateways),
    worker: largest(cluster.workers),
    temporal: residentMemory(cluster.server.pid()),
  };
}

/** The database that a process of Postgres serves; undefined for any other process. */
function databaseOf(pid: number): string | undefined {
  try {
    return /^postgres: postgres (\S+) 127/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
