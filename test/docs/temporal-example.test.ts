import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/processes/free-port.ts';
import { LiveServer } from '../support/live-server.ts';
import { runNamed, type Run } from '../support/flow-runs.ts';
import { until } from '../support/until.ts';
import { codeBlocks } from './readme.ts';
import { startShell, type Shell } from './shell.ts';

// The commands of examples/temporal/README.md, one after another.

const ROOT = join(import.meta.dirname, '..', '..');
const blocks = codeBlocks(readFileSync(join(ROOT, 'examples/temporal/README.md'), 'utf8'));
const commands = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code);
const programs = blocks.filter(({ language }) => language === 'bash').map(({ code }) => code.trim());
const alert = blocks.find(({ language }) => language === 'json')!.code.trim();

let server: LiveServer;
let shell: Shell;
let sinkPort: number;
const started: ChildProcess[] = [];
let printed = '';

/** Starts a program of the README in the background. */
function start(command: string, env: Record<string, string> = {}): void {
  // Without npx in between, a signal reaches the program itself.
  const [program, ...args] = command.replace('npx tsx', `${process.execPath} --import tsx`).split(' ');
  const child = spawn(program!, args, { cwd: ROOT, env: { ...process.env, ...env } });
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  started.push(child);
}

beforeAll(async () => {
  server = await LiveServer.start({ AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '' });
  sinkPort = await freePort('127.0.0.1', 0);
  const smtpPort = await freePort('127.0.0.1', 0, [sinkPort]);
  const env = { TEMPORAL_ADDRESS: server.temporalAddress };
  start(`${programs[1]!} ${sinkPort} ${smtpPort}`);
  start(programs[2]!, env);
  await until('the worker polls', () => /polls etl/.test(printed) && /HTTP on/.test(printed), 120_000);
  shell = startShell({ PATH: process.env['PATH'], HOME: process.env['HOME'], ...env });
}, 300_000);
afterAll(async () => {
  shell?.close();
  for (const child of started) child.kill('SIGKILL');
  await server?.close();
});

/** Runs a command of the README on the ports of this run. */
function run(code: string): Promise<string> {
  return shell.run(
    code
      .replaceAll('http://127.0.0.1:4300', server.url)
      .replaceAll('127.0.0.1:9000', `127.0.0.1:${sinkPort}`),
  );
}

test('the example for Temporal works as it is written', async () => {
  const [helpers, stuck, transfer, showTransfer, deployment, after, showReports, failures, ...more] =
    commands;
  expect(more).toEqual([]);
  await run(helpers!);

  expect(await run(stuck!)).toBe('cancel-stuck-runs');
  await run(transfer!);
  await runNamed(server, 'transfer-1', 'Cancelled');
  expect(await run(showTransfer!)).toContain('transfer-1 Cancelled');
  const { workflow } = await server.temporal();
  expect((await workflow.getHandle('transfer-1').describe()).status.name).toBe('CANCELLED');

  await run(deployment!);
  expect(await run(after!)).toContain('report-after-load');
  const report = await until('the report', async () => {
    const runs = (await server.api('POST', '/flow_runs/filter', {
      flows: { name: { any_: ['report'] } },
    })) as Run[];
    return runs.length === 1 && runs[0]!.state.name === 'Completed' && runs[0]!;
  });
  expect(await workflow.getHandle(report.id).result()).toBe('report about load-1');
  expect(await run(showReports!)).toContain("'Completed', 'load-1', 'report-after-load'");

  expect(await run(failures!)).toContain('failures');
  await until('the alert', () => printed.includes('"/slack"'));
  expect(printed.split('\n').filter((line) => line.includes('"/slack"'))).toEqual([alert]);
}, 180_000);
