import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTemporal } from '../src/temporal/executable.ts';
import { readSettings } from '../src/settings.ts';
import { figures, type Figure } from './figure.ts';
import { header, load } from './header.ts';
import { readOptions, USAGE, type BenchOptions } from './options.ts';
import { comparePeer } from './peer/run.ts';
import { measureScenario } from './run.ts';
import { automations } from './scenarios/automations.ts';
import { burst } from './scenarios/burst.ts';
import { day } from './scenarios/day.ts';
import { deadlines } from './scenarios/deadlines.ts';
import { evaluation } from './scenarios/evaluation.ts';
import { followed } from './scenarios/followed.ts';
import { idle } from './scenarios/idle.ts';
import { windows } from './scenarios/windows.ts';
import { table } from './table.ts';

const SCENARIOS = [idle, burst, evaluation, deadlines, automations, windows, followed, day];

/** Longest time for everything, in ms: a run that hangs ends by itself. */
const LONGEST_MS = 30 * 60_000;

async function main(options: BenchOptions): Promise<void> {
  if (!existsSync(options.program))
    throw new Error(`${options.program} is not there: run \`npm run build\` first`);
  const { cacheDir } = readSettings();
  const { version } = await findTemporal({ cacheDir, onProgress: console.error });
  console.log(`${header(version)}${options.short ? '\n--short: not for comparison' : ''}\n`);
  if (options.peer !== undefined) {
    console.log(`${await comparePeer(options)}\n\nload average at the end: ${load()}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'automations-bench-'));
  const measured: Figure[] = [];
  try {
    for (const scenario of SCENARIOS) {
      const isWanted =
        options.only.length > 0 ? options.only.includes(scenario.name) : scenario.long !== true;
      if (!isWanted) continue;
      console.error(`${scenario.name} (load ${load()}) …`);
      const place = join(folder, scenario.name);
      mkdirSync(place);
      const { product, ceiling } = await measureScenario(scenario, { ...options, folder: place, cacheDir });
      const added = figures(scenario.figures, product, ceiling);
      // What is known is shown at once: the whole takes a quarter of an hour.
      console.error(table(added));
      measured.push(...added);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${table(measured)}\n\nload average at the end: ${load()}`);
}

const watchdog = setTimeout(() => {
  console.error(`not done after ${LONGEST_MS / 60_000} minutes: giving up`);
  process.exit(1);
}, LONGEST_MS);

let options: BenchOptions;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\nusage: ${USAGE}`);
  process.exit(2);
}
await main(options);
clearTimeout(watchdog);
