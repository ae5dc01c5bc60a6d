import { expect, test } from 'vitest';
import { runFaults } from './run.ts';
import { startSeparate } from './separate-system.ts';

test('10 kills among gateways, workers, Temporal and Postgres', { timeout: 420_000 }, async () => {
  const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 1_000_000);
  const system = await startSeparate();
  try {
    const { problems, firings } = await runFaults(system, { rounds: 10, seed, say: console.log });
    expect(problems).toEqual([]);
    expect(firings).toBeGreaterThan(50);
  } finally {
    await system.close();
  }
});
