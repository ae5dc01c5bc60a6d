// `npm run faults -- --rounds 200 --seed 7 [--system embedded|separate]`
import { parseArgs } from 'node:util';
import { startEmbedded } from './embedded-system.ts';
import { runFaults } from './run.ts';
import { startSeparate } from './separate-system.ts';

const USAGE = `npm run faults -- [--rounds 20] [--seed N] [--system embedded|separate]

Sends load and kills processes with -9, round after round, then counts what came of it; exit code 1 when something is lost or doubled.

  --rounds   kills; 20
  --seed     of the choices: the same seed makes the same ones; a new one each time
  --system   embedded: all in one process, Temporal beside it; separate: gateways and workers over Postgres
`;

const OPTIONS = {
  rounds: { type: 'string', default: '20' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  system: { type: 'string', default: 'embedded' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What is asked for. Exits with 0 for help, and with 2 and a line that says why for what makes no sense. */
function readOptions(): { rounds: number; seed: number; system: string } {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
    if (!Number.isSafeInteger(rounds) || rounds < 1)
      throw new Error('--rounds must be a whole number from 1');
    if (!Number.isSafeInteger(seed)) throw new Error('--seed must be a whole number');
    if (!['embedded', 'separate'].includes(values.system))
      throw new Error('--system must be embedded or separate');
    return { rounds, seed, system: values.system };
  } catch (error) {
    console.error(`error: ${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const { rounds, seed, system: kind } = readOptions();
const system = await (kind === 'separate' ? startSeparate() : startEmbedded());
try {
  const { problems } = await runFaults(system, {
    rounds,
    seed,
    say: console.log,
  });
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await system.close();
}
