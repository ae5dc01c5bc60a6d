import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiveServer } from '../support/live-server.ts';
import { installedProject, type Project } from '../sdk/package/project.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const text = ['sdk.md', 'temporal.md']
  .map((page) => readFileSync(join(ROOT, 'docs', page), 'utf8'))
  .join('\n');
const snippets = [...text.matchAll(/^```ts( no-run)?\n([\s\S]*?)^```$/gm)].map(([, mark, code = '']) => ({
  isRun: mark === undefined,
  code,
}));

let server: LiveServer;
let project: Project;
beforeAll(async () => {
  server = await LiveServer.start();
  project = await installedProject();
}, 300_000);
afterAll(async () => {
  project?.remove();
  await server?.close();
});

test('the snippets of the pages about the SDK and workers compile, and those that stand by themselves run in their order', async () => {
  const given = `
    declare const workflowsPath: string;
    declare const activities: Record<string, () => Promise<void>>;\n`;
  const files = snippets.map(({ code }, index) => {
    const needsGiven = code.includes('withAutomations(');
    project.write(`snippet-${index}.mts`, `${code}${needsGiven ? given : ''}\nexport {};\n`);
    return `snippet-${index}.mts`;
  });
  project.write('activities.d.ts', 'export declare function send(): Promise<void>;');
  const compilerOptions = {
    ...{ target: 'ES2022', module: 'NodeNext', strict: true, skipLibCheck: true, types: ['node'] },
    outDir: 'out',
  };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
  await project.node([join('node_modules', 'typescript', 'bin', 'tsc')]);

  const env = { AUTOMATIONS_API_URL: `${server.url}/api` };
  const outputs: string[] = [];
  for (const [index, { isRun }] of snippets.entries()) {
    if (isRun) outputs.push(await project.node([join('out', `snippet-${index}.mjs`)], env));
  }
  expect(outputs).toHaveLength(5);
  expect(outputs[0]).toMatch(/^[0-9a-f-]{36}\n$/);
  expect(outputs[1]).toMatch(/There is no automation named 'nobody'/);
  expect(outputs[2]).toMatch(/^executed\n1 .*\n0\n(?:.*\n)*stuck true\n(?:.*\n)*woodchonk true\n/);
  expect(outputs[3]).toBe('order.placed { total: 120 }\norder.paid {}\norder.paid\norder.placed\n');
  expect(outputs[4]).toMatch(/^[0-9a-f-]{36}\n$/);
}, 180_000);

test('the reference of the SDK is made without a warning', async () => {
  const typedoc = join(ROOT, 'node_modules', '.bin', 'typedoc');
  await promisify(execFile)(typedoc, ['--out', join(project.folder, 'reference')], { cwd: ROOT });
  const page = readFileSync(join(project.folder, 'reference', 'index.html'), 'utf8');
  expect(page).toContain('woodchonk');
}, 180_000);
