import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/processes/free-port.ts';
import { LiveServer } from '../support/live-server.ts';
import { prefectVenv } from '../support/prefect.ts';
import { firingsOf } from '../support/product.ts';
import { until } from '../support/until.ts';
import { codeBlocks, readReadme, section } from './readme.ts';
import { startShell, type Shell } from './shell.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A line that the tour's sink prints. */
interface SinkLine {
  readonly to: string;
  readonly subject?: string;
  readonly body: unknown;
}

const tour = codeBlocks(section(readReadme(), 'A five-minute tour'));
const terminals = tour.filter(({ language }) => language === 'bash').map(({ code }) => code.trim());
const promised = tour
  .filter(({ language }) => language === 'json')
  .flatMap(({ code }) => code.trim().split('\n'))
  .map((line) => JSON.parse(line) as SinkLine);

let server: LiveServer;
let sink: ChildProcess;
let shell: Shell;
let folder: string;
let ports: { readonly http: number; readonly smtp: number };
let printed = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tour-'));
  // The tour must not need any permission besides the one in its blocks.
  server = await LiveServer.start({ AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '' });
  const http = await freePort('127.0.0.1', 0);
  ports = { http, smtp: await freePort('127.0.0.1', 0, [http]) };
  const [command, ...args] = terminals[1]!.split(' ');
  sink = spawn(command!, [...args, String(ports.http), String(ports.smtp)], { cwd: ROOT });
  sink.stdout!.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await until('the sink listens', () => /HTTP on/.test(printed) && /SMTP on/.test(printed));

  const prefect = join(folder, 'prefect');
  writeFileSync(prefect, `#!/bin/sh\nexec ${join(prefectVenv(), 'bin', 'python')} -m prefect "$@"\n`);
  chmodSync(prefect, 0o755);
  shell = startShell({
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    PREFECT_HOME: folder,
    PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
    NO_COLOR: '1',
    COLUMNS: '200',
  });
}, 600_000);

afterAll(async () => {
  shell?.close();
  sink?.kill();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The tour as it runs here: beside other programs, so on other ports. */
function onOurPorts(code: string): string {
  return code
    .replaceAll('http://127.0.0.1:4300', server.url)
    .replaceAll('127.0.0.1:9000', `127.0.0.1:${ports.http}`)
    .replaceAll('"smtp_port": 9025', `"smtp_port": ${ports.smtp}`);
}

function arrived(): SinkLine[] {
  return printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as SinkLine);
}

function arrivals(count: number): Promise<SinkLine[]> {
  return until(`${count} deliveries; so far ${printed}`, () => arrived().length >= count && arrived());
}

async function automationNamed(name: string): Promise<{ id: string; enabled: boolean }> {
  const [found] = (await server.api('POST', '/automations/filter', {
    automations: { name: { any_: [name] } },
  })) as { id: string; enabled: boolean }[];
  return found!;
}

test("the README's tour works as it is written", { timeout: 300_000 }, async () => {
  const outputs = new Map<string, string>();
  // What must be true before somebody goes on to the next commands, by a word in those that were just run.
  const after: [word: string, check: () => Promise<void>][] = [
    ['run_count=10', async () => void (await arrivals(4))],
    ['"heartbeat", resource', async () => void (await arrivals(5))],
    ['friendly_name=resumed', async () => void (await arrivals(9))],
  ];
  for (const { language, code } of tour) {
    if (language !== 'sh') continue;
    if (code.includes('/firings')) await until('the firing is on record', () => allExecuted('model-runs'));
    const output = await shell.run(onOurPorts(code));
    outputs.set(code, output);
    expect(output).not.toMatch(/exception_|"detail"|undefined/);
    for (const [word, check] of after) if (code.includes(word)) await check();
  }

  const lines = arrived();
  for (const line of promised) expect(lines).toContainEqual(line);
  const card = lines.find(({ to }) => to === '/teams')?.body as {
    attachments: { content: { body: { text: string }[] } }[];
  };
  expect(card.attachments[0]!.content.body.map(({ text }) => text)).toEqual([
    'model-runs',
    'test-user-input ran 10 times',
  ]);
  // Four of the first call, one of the absence, four of the call after the pause; none of the call during it.
  expect(lines.map(({ to }) => to).sort()).toEqual([
    ...['/slack', '/slack', '/teams', '/teams', '/webhook', '/webhook', '/webhook'],
    ...['mailto:you@example.com', 'mailto:you@example.com'],
  ]);
  expect(printed).not.toContain('paused');

  const outputOf = (word: string): string => [...outputs].find(([code]) => code.includes(word))?.[1] ?? '';
  const { id, enabled } = await automationNamed('model-runs');
  expect(outputOf('/firings')).toContain('send-notification executed');
  expect(outputOf('8233')).toContain(`automation%2F${id}`);
  const workflow = (await server.temporal()).workflow.getHandle(`automation/${id}`);
  expect((await workflow.describe()).status.name).toBe('RUNNING');
  expect(outputOf('prefect automation')).toMatch(/model-runs[\s\S]*heartbeats|heartbeats[\s\S]*model-runs/);
  expect(outputOf('prefect automation')).toContain('enabled=False');
  expect(enabled).toBe(true);
});

test('the terminals of the tour are started as the README says at its top', () => {
  expect(terminals[0]).toBe('npm ci && npm start');
  expect(codeBlocks(readReadme()).slice(0, 2)).toEqual([
    { language: 'sh', code: 'npm ci && npm start\n' },
    { language: 'sh', code: 'npm ci && npm test\n' },
  ]);
});

async function allExecuted(name: string): Promise<boolean> {
  const firings = await firingsOf(server, (await automationNamed(name)).id);
  return firings.length > 0 && firings.every((one) => one.actions.every(({ state }) => state === 'executed'));
}
