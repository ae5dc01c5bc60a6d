import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prefectVenv } from '../../test/support/prefect.ts';
import type { Measured } from '../figure.ts';
import { load } from '../header.ts';
import type { BenchOptions } from '../options.ts';
import { startProduct } from '../product.ts';
import { startSink } from '../sink.ts';

import { startPrefect } from './prefect-server.ts';
import { absence } from './scenarios/absence.ts';
import { burst } from './scenarios/burst.ts';
import { creation } from './scenarios/creation.ts';
import { evaluation } from './scenarios/evaluation.ts';
import { latency } from './scenarios/latency.ts';
import type { PeerScenario } from './scenarios/scenario.ts';
import type { System } from './system.ts';
import { peerRows, peerTable, type PeerRow } from './table.ts';

const SCENARIOS = [latency, burst, evaluation, creation, absence];

/** What the other system is, for the table's heading. */
export const PEER = 'Prefect 3.8.8';

/**
 * The same calls to this program and to Prefect's server, one after the other on the same machine, each started anew
 * for each scenario.
 *
 * @returns the table
 */
export async function comparePeer(options: BenchOptions): Promise<string> {
  prefectVenv();
  const folder = mkdtempSync(join(tmpdir(), 'automations-peer-'));
  const rows: PeerRow[] = [];
  try {
    for (const scenario of SCENARIOS) {
      if (options.only.length > 0 && !options.only.includes(scenario.name)) continue;
      const place = join(folder, scenario.name);
      mkdirSync(place);
      const ours = await measure('ours', scenario, options, () => startOurs(options, place));
      const theirs = await measure(PEER, scenario, options, startPrefect);
      rows.push(...peerRows(scenario.figures, ours, theirs));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return peerTable(rows, PEER);
}

async function measure(
  name: string,
  scenario: PeerScenario,
  { short }: BenchOptions,
  start: () => Promise<System>,
): Promise<Measured> {
  console.error(`${scenario.name}, ${name} (load ${load()}) …`);
  const sink = await startSink();
  try {
    const system = await start();
    try {
      const measured = await scenario.run(system, sink, short);
      console.error(JSON.stringify(measured));
      return measured;
    } finally {
      await system.stop();
    }
  } finally {
    await sink.close();
  }
}

async function startOurs(options: BenchOptions, folder: string): Promise<System> {
  const product = await startProduct({ program: options.program, folder, profile: undefined });
  return {
    api: product.api,
    cpu() {
      const { program, temporal } = product.cpu();
      return program + temporal;
    },
    memory() {
      const { program, temporal } = product.memory();
      return program + temporal;
    },
    async stop() {
      await product.api.close();
      await product.stop();
    },
  };
}
