import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli, type RunOptions } from '../support/cli-run.ts';
import { automationBody, startGateway, type TestGateway } from '../support/gateway.ts';
import { widthOf } from '../../src/cli/output/width.ts';

let gateway: TestGateway;
let cli: Cli;

beforeAll(async () => {
  gateway = await startGateway();
  cli = await Cli.create({ AUTOMATIONS_API_URL: `${gateway.url}/api` });
  const long = '心拍数の監視 '.repeat(12);
  await gateway.call('POST', '/automations/', automationBody('one', { tags: ['a-rather-long-tag'] }));
  await gateway.call('POST', '/automations/', automationBody(long, { enabled: false }));
}, 300_000);
afterAll(async () => {
  cli?.close();
  await gateway?.close();
});

/** Runs the command on a pseudo terminal of 70 columns, and types `input` into it. */
async function onTerminal(args: string, input = '', env: Record<string, string> = {}) {
  const inside = `stty cols 70 -echo; "${process.execPath}" "${cli.program}" ${args}`;
  const options: RunOptions = { env: { TERM: 'xterm', ...env }, stdin: input };
  const { code, stdout } = await cli.exec('script', ['-qec', inside, '/dev/null'], options);
  return { code, text: stdout.replaceAll('\r\n', '\n') };
}

const COLOUR = /\u001b\[\d+m/g;

test('tables fit, with wide characters as well, and have colours', async () => {
  const { text } = await onTerminal('ls');
  expect(text).toMatch(COLOUR);
  const lines = text.replace(COLOUR, '').trim().split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(70);
  expect(text).toContain('…');
  expect((await cli.json('ls')).some(({ name }: { name: string }) => name.length > 70)).toBe(true);
});

test('NO_COLOR and FORCE_COLOR', async () => {
  expect((await onTerminal('ls', '', { NO_COLOR: '1' })).text).not.toMatch(COLOUR);
  const { stdout } = await cli.start(['ls']);
  expect(stdout).not.toMatch(COLOUR);
  expect(stdout).not.toContain('…');
  expect((await cli.start(['ls'], { env: { FORCE_COLOR: '1' } })).stdout).toMatch(COLOUR);
});

test('what cannot be undone is asked about', async () => {
  const no = await onTerminal('delete one', 'n\n');
  expect(no.text).toContain('Delete "one"? [y/N]');
  expect(no.text).toContain('Nothing was done.');
  expect(no.code).toBe(1);
  expect(await cli.json('ls')).toHaveLength(2);
  expect((await onTerminal('delete one', 'y\n')).code).toBe(0);
  expect(await cli.json('ls')).toHaveLength(1);
  await gateway.call('POST', '/automations/', automationBody('one'));
  expect((await onTerminal('delete one --yes')).text).toBe('deleted one\n');
});
