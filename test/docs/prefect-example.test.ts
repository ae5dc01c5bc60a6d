import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/processes/free-port.ts';
import { builtProgram } from '../support/built-program.ts';
import { LiveServer } from '../support/live-server.ts';
import { prefectVenv } from '../support/prefect.ts';
import { PrefectServer } from '../support/prefect-server.ts';
import { until } from '../support/until.ts';
import { codeBlocks } from './readme.ts';
import { startShell, type Shell } from './shell.ts';

// The commands of examples/prefect/README.md, one after another.

const ROOT = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(ROOT, 'examples/prefect/README.md'), 'utf8');
const blocks = codeBlocks(text);
const commands = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code);
const programs = blocks.filter(({ language }) => language === 'bash').map(({ code }) => code.trim());
const alert = blocks.find(({ language }) => language === 'json')!.code.trim();

let prefect: PrefectServer;
let live: LiveServer;
let sink: ChildProcess;
let served: ChildProcess | undefined;
let shell: Shell;
let folder: string;
let sinkPort: number;
let printed = '';
let program: string;

/** The commands with the ports of this run. */
function here(code: string): string {
  return code
    .replaceAll('127.0.0.1:4200', new URL(prefect.apiUrl).host)
    .replaceAll('127.0.0.1:4300', new URL(live.url).host)
    .replaceAll('examples/prefect', join(folder, 'project'))
    .replaceAll('dist/src/cli/main.js', program);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prefect-example-'));
  program = await builtProgram();
  sinkPort = await freePort('127.0.0.1', 0);
  const smtp = await freePort('127.0.0.1', 0, [sinkPort]);
  const [command, ...args] = programs[1]!.split(' ');
  sink = spawn(command!, [...args, String(sinkPort), String(smtp)], { cwd: ROOT });
  sink.stdout!.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  prefect = await PrefectServer.start();
  live = await LiveServer.start({
    PREFECT_UPSTREAM_API_URL: prefect.apiUrl,
    AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '',
    PORT: String(await freePort('127.0.0.1', 0, [sinkPort, smtp])),
  });
  const bin = join(prefectVenv(), 'bin', 'python');
  for (const [name, line] of [
    ['prefect', `exec ${bin} -m prefect "$@"`],
    ['python', `exec ${bin} "$@"`],
  ] as const) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  copyProject();
  shell = startShell({
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    PREFECT_HOME: folder,
    PREFECT_RUNNER_POLL_FREQUENCY: '1',
    NO_COLOR: '1',
    COLUMNS: '200',
  });
}, 600_000);
afterAll(async () => {
  served?.kill('SIGKILL');
  sink?.kill('SIGKILL');
  shell?.close();
  await live?.close();
  await prefect?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The project, with the sink's port of this run. */
function copyProject(): void {
  const project = join(folder, 'project');
  mkdirSync(project);
  for (const file of ['flows.py', 'alerts.py']) {
    const source = readFileSync(join(ROOT, 'examples/prefect', file), 'utf8');
    writeFileSync(join(project, file), source.replace('127.0.0.1:9000', `127.0.0.1:${sinkPort}`));
  }
}

const alerts = (): string[] => printed.split('\n').filter((line) => line.includes('"/alert"'));

test('the project moves over in two steps, and its alert survives a gateway that is killed', async () => {
  const [alertsPy, importAll, pointAt, runLoad, list, failLoad, failMeanwhile] = commands;
  await shell.run(here(alertsPy!));
  expect(await shell.run(here(importAll!))).toContain('created    automation load-failed');
  await shell.run(here(pointAt!));

  const [setting, command, ...args] = here(programs[3]!).split(' ');
  served = spawn(join(folder, command!), args, {
    env: {
      ...process.env,
      HOME: folder,
      PREFECT_HOME: folder,
      PREFECT_RUNNER_POLL_FREQUENCY: '1',
      PREFECT_API_URL: setting!.split('=')[1],
    },
    stdio: 'ignore',
  });
  await until(
    'the flows are served',
    async () => (await live.api('POST', '/automations/count', {})) === 2,
    60_000,
  );

  expect(await shell.run(here(runLoad!))).toContain('load-failed');
  await until(
    'the report is there',
    async () => {
      const runs = await live.api('POST', '/flow_runs/filter', { flows: { name: { any_: ['report'] } } });
      return runs[0]?.state_name === 'Completed';
    },
    90_000,
  );
  expect(await shell.run(here(list!))).toContain('report');

  await shell.run(here(failLoad!));
  await until('the alert went out', () => alerts().length > 0, 60_000);
  expect(alerts()).toEqual([alert]);

  await live.killServer();
  await shell.run(here(failMeanwhile!));
  await live.up();
  await until('the alert went out', () => alerts().length > 1, 60_000);
  expect(alerts()).toEqual([alert, alert]);
}, 400_000);
