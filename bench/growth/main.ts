// `npm run bench:growth -- [--sizes 1,2,4,8] [--automations 10,100,1000,10000] [--windows 1,100,10000,100000] [--save FILE]`
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { builtProgram } from '../../test/support/built-program.ts';
import type { FigureSpec, Measured } from '../figure.ts';
import { header, load } from '../header.ts';
import { markdownTable, showNumber } from '../table.ts';
import { measureCluster } from './cluster-size.ts';
import { COUNT_LINES, measureAutomations, measureWindows } from './counts.ts';
import { CLUSTER_LINES } from './lines.ts';

/** Something that grows. */
interface Growth {
  readonly name: string;
  readonly lines: readonly FigureSpec[];
  readonly columns: (size: number) => string;
  readonly measure: (program: string, size: number) => Promise<Measured>;
}

const GROWTHS: Record<'sizes' | 'automations' | 'windows', Growth> = {
  sizes: {
    name: 'gateways + workers over one Postgres, Temporal server 1.29.1 on Postgres',
    lines: CLUSTER_LINES,
    columns: (size) => `${size} + ${size}`,
    measure: measureCluster,
  },
  automations: {
    name: 'automations, embedded',
    lines: COUNT_LINES,
    columns: (size) => size.toLocaleString('en'),
    measure: measureAutomations,
  },
  windows: {
    name: 'windows of one automation, embedded',
    lines: COUNT_LINES,
    columns: (size) => size.toLocaleString('en'),
    measure: measureWindows,
  },
};

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    automations: { type: 'string' },
    windows: { type: 'string' },
    save: { type: 'string' },
  },
});
const all = values.sizes === undefined && values.automations === undefined && values.windows === undefined;
const wanted = {
  sizes: numbers(values.sizes ?? (all ? '1,2,4,8' : '')),
  automations: numbers(values.automations ?? (all ? '10,100,1000,10000' : '')),
  windows: numbers(values.windows ?? (all ? '1,100,10000,100000' : '')),
};
const program = await builtProgram();
console.log(header('Temporal 1.29.1', 'SQLite or Postgres 15'));
const saved: Record<string, Record<string, Measured>> = {};
for (const [kind, { name, lines, columns, measure }] of Object.entries(GROWTHS)) {
  const sizes = wanted[kind as keyof typeof wanted];
  if (sizes.length === 0) continue;
  const measured: Measured[] = [];
  for (const size of sizes) {
    console.error(`${columns(size)} ${name} (load ${load()}) …`);
    const one = await measure(program, size);
    console.error(JSON.stringify(one));
    measured.push(one);
  }
  saved[kind] = Object.fromEntries(sizes.map((size, index) => [size, measured[index]!]));
  const rows = lines.map(({ key, what, unit }) => [
    what,
    unit,
    ...measured.map((one) => showNumber(one[key] ?? null)),
  ]);
  console.log(`\n${name}\n\n${markdownTable(['what', 'unit', ...sizes.map(columns)], rows)}`);
}
if (values.save !== undefined) {
  const machine = header('Temporal 1.29.1', 'Postgres 15').split('\n');
  writeFileSync(values.save, `${JSON.stringify({ machine, ...saved }, null, 2)}\n`);
}

function numbers(list: string): number[] {
  return list.split(',').flatMap((text) => (text === '' ? [] : [Number(text)]));
}
