// `npm run faults -- --rounds 200 --seed 7 [--system embedded|separate]`
import { parseArgs } from 'node:util';
import { startEmbedded } from './embedded-system.ts';
import { runFaults } from './run.ts';
import { startSeparate } from './separate-system.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    system: { type: 'string', default: 'embedded' },
  },
});
const system = await (values.system === 'separate' ? startSeparate() : startEmbedded());
try {
  const { problems } = await runFaults(system, {
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    say: console.log,
  });
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await system.close();
}
