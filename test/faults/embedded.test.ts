import { expect, test } from 'vitest';
import { startEmbedded } from './embedded-system.ts';
import { runFaults } from './run.ts';

test(
  '20 kills of server and Temporal: nothing is lost, nothing happens twice',
  { timeout: 420_000 },
  async () => {
    const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 1_000_000);
    const system = await startEmbedded();
    try {
      const { problems, firings } = await runFaults(system, { rounds: 20, seed, say: console.log });
      expect(problems).toEqual([]);
      expect(firings).toBeGreaterThan(100);
    } finally {
      await system.close();
    }
  },
);
