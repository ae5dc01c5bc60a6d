// What `npm test` and CI run: every check, stopping at the first that fails with its exit code.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = join(root, '.cache', 'test-report.json');
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Stages in one group do not need each other and share the processors. */
const groups = [
  [
    { title: 'format', command: [bin('prettier'), '--check', '--cache', '--log-level', 'warn', '.'] },
    { title: 'types', command: [bin('tsc'), '--noEmit', '-p', 'tsconfig.json'] },
    { title: 'types of the page', command: [bin('tsc'), '--noEmit', '-p', 'web/tsconfig.json'] },
    {
      title: 'lint',
      command: [bin('eslint'), '.', '--cache', '--cache-location', '.cache/eslint', '--max-warnings', '0'],
    },
    { title: 'unused code', command: [bin('knip'), '--no-progress'] },
  ],
  [{ title: 'build', command: [bin('tsc'), '-p', 'tsconfig.build.json'] }],
  [
    { title: 'workflow bundle', command: [process.execPath, 'dist/scripts/bundle-workflows.js'] },
    { title: 'page', command: [process.execPath, 'dist/scripts/build-web.js'] },
  ],
  [
    {
      title: 'tests',
      command: [
        ...[bin('vitest'), 'run', '--reporter=default', '--reporter=json'],
        `--outputFile.json=${report}`,
      ],
      live: true,
    },
  ],
];

const AT_ONCE = 2;
const running = new Set();
let failure = 0;

mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(report, { force: true });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopAll(130));

for (const group of groups) {
  const waiting = [...group];
  const lane = async () => {
    for (let stage = waiting.shift(); stage !== undefined && failure === 0; stage = waiting.shift()) {
      await runStage(stage);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  if (failure !== 0) break;
}
for (const line of closingLines()) console.log(line);
process.exitCode = failure;

/** Runs one stage and prints its title, its output and its time; output of stages at the same time is not mixed. */
async function runStage({ title, command, live }) {
  const began = performance.now();
  if (live) console.log(`\n== ${title}`);
  const child = spawn(command[0], command.slice(1), {
    cwd: root,
    stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output += `${error.message}\n`;
      resolve(1);
    });
    child.once('close', (status) => resolve(status ?? 1));
  });
  running.delete(child);
  // Ended only because another stage failed: that one is the news.
  if (failure !== 0) return;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (!live) process.stdout.write(`\n== ${title}\n${output}`);
  console.log(
    code === 0 ? `== ${title}: ok, ${seconds} s` : `== ${title}: FAILED (exit code ${code}), ${seconds} s`,
  );
  if (code !== 0) stopAll(code);
}

function stopAll(code) {
  failure ||= code;
  for (const child of running) child.kill('SIGTERM');
}

/** What failed, by name, and at last the number of tests in the form that a program can read. */
function closingLines() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = testResults.filter((file) => file.status === 'failed');
    // A file that could not even be loaded has no tests to count, but it failed.
    const unloaded = failed.filter((file) => file.assertionResults.length === 0);
    return [
      ...failed.flatMap(namesOfFailed),
      `${numPassedTests} passed, ${numFailedTests + unloaded.length} failed`,
    ];
  } catch {
    return [];
  }
}

function namesOfFailed({ name, message, assertionResults }) {
  const path = relative(root, name);
  const tests = assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `failed: ${path}: ${test.fullName}: ${firstLine(test.failureMessages.join('\n'))}`);
  return tests.length > 0 ? tests : [`failed: ${path}: ${firstLine(message)}`];
}

function firstLine(text) {
  return text.trim().split('\n', 1)[0];
}
