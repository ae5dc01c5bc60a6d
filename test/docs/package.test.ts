import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtProgram } from '../support/built-program.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('the package holds the compiled program with its workflows and its page, and nothing else', async () => {
  await builtProgram();
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 10_000_000,
  });
  const [packed] = JSON.parse(output) as { unpackedSize: number; files: { path: string }[] }[];
  const paths = packed!.files.map(({ path }) => path);
  for (const needed of [
    'package.json',
    'README.md',
    'LICENSE',
    'dist/src/cli/main.js',
    'dist/workflow-bundle.js',
    'dist/web/index.html',
    'dist/activities/index.js',
    'dist/workflows/index.js',
  ]) {
    expect(paths).toContain(needed);
  }
  const allowed =
    /^(dist\/(src|activities|workflows)\/.*(\.js|\.d\.ts)|dist\/workflow-bundle\.js|dist\/web\/.*|docs\/(adr\/)?[^/]*\.md|[A-Z]+(\.md)?|package\.json)$/;
  expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
  expect(packed!.unpackedSize).toBeLessThan(10_000_000);
});
