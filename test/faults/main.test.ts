import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), ...args]);

test('the loop of faults says how it is used, and what was wrong with how it was', async () => {
  expect((await run('--help')).stdout).toContain('--rounds');
  const refused = await Promise.allSettled([run('--rounds', 'x'), run('--system', 'other'), run('--nope')]);
  const reasons = refused.map((one) => (one.status === 'rejected' ? one.reason : undefined));
  for (const reason of reasons) {
    expect(reason).toMatchObject({ code: 2, stderr: expect.stringContaining('npm run faults --') });
    expect((reason as { stderr: string }).stderr).not.toMatch(/^\s+at /m);
  }
  expect(reasons[2]).toMatchObject({ stderr: expect.stringContaining("Unknown option '--nope'") });
});
