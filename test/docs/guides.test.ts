import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../src/processes/free-port.ts';
import { withReference } from '../../scripts/cli-reference.ts';
import { builtProgram } from '../support/built-program.ts';
import { LiveServer } from '../support/live-server.ts';
import { until } from '../support/until.ts';
import { codeBlocks, type CodeBlock } from './readme.ts';
import { startShell, type Shell } from './shell.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (page: string): string => readFileSync(join(ROOT, 'docs', page), 'utf8');

/** One for all pages: they must not get into each other's way either. */
let server: LiveServer;
let folder: string;
let sink: ChildProcess;
let sinkPort: number;
let printed = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guides-'));
  const program = await builtProgram();
  writeFileSync(join(folder, 'automations'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(folder, 'automations'), 0o755);
  sinkPort = await freePort('127.0.0.1', 0);
  const smtp = await freePort('127.0.0.1', 0, [sinkPort]);
  sink = spawn('node', ['examples/sink.mjs', String(sinkPort), String(smtp)], { cwd: ROOT });
  sink.stdout!.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await until('the sink listens', () => /HTTP on/.test(printed));
  server = await LiveServer.start({ AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '' });
}, 300_000);
afterAll(async () => {
  await server?.close();
  sink?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Whether an output is what a page shows: every line is there, in order; blanks count once, `…` is anything. */
function shows(output: string, shown: string): boolean {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const pattern = shown
    .trim()
    .split('\n')
    .map((line) =>
      plain(line)
        .split('…')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*?'),
    )
    .join('[^]*?');
  return new RegExp(pattern).test(output.split('\n').map(plain).join('\n'));
}

/** Runs the commands of a page one after the other, as somebody pastes them, and compares what it promises. */
async function follow(
  blocks: readonly CodeBlock[],
  shell: Shell,
  onOurPorts: (code: string) => string,
): Promise<number> {
  let compared = 0;
  for (const [index, { language, code }] of blocks.entries()) {
    if (language !== 'sh') continue;
    const commands = onOurPorts(code);
    let output = await shell.run(commands);
    const next = blocks[index + 1];
    if (next?.language === 'text') {
      await until(
        `${code}\nshows\n${next.code}\nand not\n${output}`,
        async () => {
          if (shows(output, onOurPorts(next.code))) return true;
          output = await shell.run(commands);
          return false;
        },
        60_000,
      );
      compared += 1;
    }
    if (next?.language === 'json') {
      for (const line of next.code.trim().split('\n')) {
        const promised = JSON.parse(line) as object;
        await until(
          `the sink prints ${line}, not\n${printed}`,
          () => {
            const lines = printed
              .split('\n')
              .filter((one) => one.startsWith('{'))
              .map((one) => JSON.parse(one) as object);
            expect(lines).toContainEqual(promised);
            return true;
          },
          60_000,
        );
        compared += 1;
      }
    }
  }
  return compared;
}

describe.each([
  // First: it shows what the set `default` holds.
  ['cli.md', 4],
  ['recipes.md', 7],
  ['concepts.md', 1],
  ['triggers.md', 8],
  ['actions.md', 1],
  ['templates.md', 1],
  ['from-prefect.md', 0],
  ['operations.md', 2],
])('%s', (page, expected) => {
  let shell: Shell;

  beforeAll(async () => {
    const home = join(folder, page);
    mkdirSync(home);
    shell = startShell({
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      HOME: home,
      AUTOMATIONS_API_URL: `${server.url}/api`,
    });
    await shell.run(`cd "${home}"`);
  }, 300_000);
  afterAll(() => shell?.close());

  test('works as it is written', { timeout: 300_000 }, async () => {
    const onOurPorts = (code: string): string =>
      code
        .replaceAll('http://127.0.0.1:4300', server.url)
        .replaceAll('127.0.0.1:9000', `127.0.0.1:${sinkPort}`);
    expect(await follow(codeBlocks(read(page)), shell, onOurPorts)).toBe(expected);
  });
});

test('templates.md: every example renders as it says', async () => {
  const { renderTemplate } = await import('../../src/templates/index.ts');
  const { templateContext } = await import('../../src/templates/context.ts');
  const blocks = codeBlocks(read('templates.md'));
  const given = JSON.parse(blocks.find(({ language }) => language === 'json')?.code ?? '') as {
    event: object;
  };
  const context = { ...templateContext({ event: given.event }), ...given };
  const examples = blocks.flatMap((block, index) =>
    block.language === 'jinja' ? [[block.code, blocks[index + 1]?.code]] : [],
  );
  expect(examples.length).toBeGreaterThan(5);
  for (const [template, text] of examples)
    expect(renderTemplate(template ?? '', context).trim()).toBe(text?.trim());
});

test('cli.md: the reference is the help (npx tsx scripts/cli-reference.ts writes it)', () => {
  const page = read('cli.md');
  expect(withReference(page)).toBe(page);
});
