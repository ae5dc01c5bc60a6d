import { readFileSync } from 'node:fs';
import type { Measured } from '../figure.ts';
import { deriveCosts } from './derive-costs.ts';

/** Written by `npm run bench:growth -- --sizes 1,2,4,8 --save bench/simulation/measured.json`. */
const FILE = JSON.parse(readFileSync(new URL('./measured.json', import.meta.url), 'utf8')) as {
  readonly machine: readonly string[];
  readonly sizes: Readonly<Record<'1' | '2', Measured>>;
};

/** The figures of one gateway and one worker: what the model is checked against. */
export const MEASURED_ONE = FILE.sizes[1];

/** The figures of two gateways and two workers: what the costs are derived from. */
const MEASURED_TWO = FILE.sizes[2];

/** Processors of the machine that they were measured on. */
export const MEASURED_CORES = Number.parseInt(FILE.machine[1] ?? '2', 10);

/** What the steps cost there. */
export const MEASURED = deriveCosts(MEASURED_TWO);
