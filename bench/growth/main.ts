// `npm run bench:growth -- [--sizes 1,2,4,8] [--save FILE]`: gateways and workers over one Postgres.
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { builtProgram } from '../../test/support/built-program.ts';
import type { Measured } from '../figure.ts';
import { header, load } from '../header.ts';
import { markdownTable, showNumber } from '../table.ts';
import { measureCluster } from './cluster-size.ts';
import { CLUSTER_LINES } from './lines.ts';

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '1,2,4,8' }, save: { type: 'string' } },
});
const sizes = values.sizes.split(',').map(Number);
const program = await builtProgram();
if (!existsSync(program)) throw new Error(`${program} is not there`);
console.log(`${header('Temporal server 1.29.1', 'Postgres')}\n`);
const measured: Measured[] = [];
for (const size of sizes) {
  console.error(`${size} gateways and workers (load ${load()}) …`);
  const one = await measureCluster(program, size);
  console.error(JSON.stringify(one));
  measured.push(one);
}
console.log(
  markdownTable(
    ['what', 'unit', ...sizes.map((size) => `${size} + ${size}`)],
    CLUSTER_LINES.map(({ key, what, unit }) => [
      what,
      unit,
      ...measured.map((one) => showNumber(one[key] ?? null)),
    ]),
  ),
);
if (values.save !== undefined) {
  const bySize = Object.fromEntries(sizes.map((size, index) => [size, measured[index]]));
  writeFileSync(values.save, `${JSON.stringify({ measured: new Date().toISOString(), bySize }, null, 2)}\n`);
}
