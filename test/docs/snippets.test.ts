import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { codeBlocks } from './readme.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** Which test runs, renders, compiles or sends the blocks of a page, by their language. */
const COVERED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'README.md': {
    sh: 'tour.test.ts',
    bash: 'tour.test.ts', // Those of docker compose need Docker: test/compose runs the same processes without it.
    json: 'tour.test.ts',
  },
  'CONTRIBUTING.md': { sh: 'readme.test.ts' }, // The suite itself; that its scripts exist.
  'docs/actions.md': { sh: 'guides.test.ts', json: 'guides.test.ts', yaml: 'snippets.test.ts' },
  'docs/cli.md': { sh: 'guides.test.ts', text: 'guides.test.ts' },
  'docs/concepts.md': { sh: 'guides.test.ts', text: 'guides.test.ts', json: 'snippets.test.ts' },
  'docs/from-prefect.md': { sh: 'guides.test.ts' },
  'docs/incidents.md': { json: 'snippets.test.ts' },
  'docs/metrics.md': { json: 'snippets.test.ts' },
  'docs/operations.md': { sh: 'guides.test.ts', text: 'guides.test.ts' },
  'docs/recipes.md': {
    sh: 'guides.test.ts',
    text: 'guides.test.ts',
    json: 'guides.test.ts',
    bash: 'guides.test.ts',
  },
  'docs/sdk.md': { ts: 'sdk.test.ts' },
  'docs/templates.md': {
    sh: 'guides.test.ts',
    text: 'guides.test.ts',
    jinja: 'guides.test.ts',
    json: 'guides.test.ts',
  },
  'docs/temporal.md': { ts: 'sdk.test.ts' },
  'docs/triggers.md': { sh: 'guides.test.ts', text: 'guides.test.ts', json: 'guides.test.ts' },
  'examples/prefect/README.md': {
    sh: 'prefect-example.test.ts',
    bash: 'prefect-example.test.ts',
    json: 'prefect-example.test.ts',
  },
  'examples/temporal/README.md': {
    sh: 'temporal-example.test.ts',
    bash: 'temporal-example.test.ts',
    json: 'temporal-example.test.ts',
  },
};

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'CHANGELOG.md'],
  ...['docs', 'docs/adr', 'examples/prefect', 'examples/temporal'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  ),
];

test('every block of every page has a test, and pictures aside there is none without a language', () => {
  const uncovered: string[] = [];
  for (const page of pages) {
    const fences = [...read(page).matchAll(/^ *```(.*)\n[\s\S]*?^ *```$/gm)].map(([, info = '']) => info);
    for (const info of fences) {
      const language = info.split(' ')[0] ?? '';
      // The architecture's are pictures as well.
      if (language === 'mermaid' || page === 'ARCHITECTURE.md') continue;
      const file = COVERED[page]?.[language];
      if (file === undefined) uncovered.push(`${page}: ${info}`);
    }
  }
  expect(uncovered).toEqual([]);
  for (const [page, languages] of Object.entries(COVERED)) {
    for (const file of new Set(Object.values(languages))) {
      const path = join(import.meta.dirname, file);
      expect(existsSync(path), file).toBe(true);
      const name = page === 'README.md' ? 'readReadme' : page.replace(/^docs\//, '');
      expect(readFileSync(path, 'utf8'), `${file} is about ${page}`).toContain(name);
    }
  }
});

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

/** What an automation with it is answered with. */
async function created(part: object): Promise<number> {
  const trigger = { type: 'event', posture: 'Reactive', expect: ['x'] };
  const body = { name: 'of the docs', trigger, actions: [], ...part };
  const { status, body: reply } = await gateway.call('POST', '/automations/', body);
  if (status !== 201) throw new Error(JSON.stringify(reply));
  return status;
}

describe.each(['docs/incidents.md', 'docs/metrics.md', 'docs/concepts.md'])('%s', (page) => {
  const blocks = codeBlocks(read(page)).filter(({ language }) => language === 'json');

  test.each(blocks.map(({ code }) => [code]))('is taken by the API: %s', async (code) => {
    const shown = JSON.parse(code) as { type?: string; occurred?: string };
    if (shown.occurred !== undefined)
      expect((await gateway.call('POST', '/events', [shown])).status).toBe(204);
    else if (shown.type === 'event' || shown.type === 'metric')
      expect(await created({ trigger: shown })).toBe(201);
    else expect(await created({ actions: [shown] })).toBe(201);
  });
});

test('docs/actions.md: the parameters are taken by the API', async () => {
  const [block, ...others] = codeBlocks(read('docs/actions.md')).filter(
    ({ language }) => language === 'yaml',
  );
  expect(others).toEqual([]);
  const { parameters } = parse(block!.code) as { parameters: object };
  expect(parameters).toMatchObject({ amount: { __prefect_kind: 'json' } });
  const deployment_id = '6f1b2c3d-0000-4000-8000-000000000000';
  const action = { type: 'run-deployment', source: 'selected', deployment_id, parameters };
  expect(await created({ actions: [action] })).toBe(201);
});
