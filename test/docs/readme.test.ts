import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readReadme, section } from './readme.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].concat(
  ['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  ),
);

test('the table of settings lists the variables that the program reads', () => {
  const source = /z\.object\(\{\n([\s\S]*?)^\}\);/m.exec(read('src/settings.ts'))?.[1] ?? '';
  const variables = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  expect(variables).toContain('AUTOMATIONS_DATA');
  const table = section(readReadme(), 'Settings');
  for (const name of variables) expect(table).toContain(`\`${name}\``);
  // And none that it does not read.
  const listed = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names = '']) => names.split(', '));
  const ours = listed.map((name) => name.replaceAll('`', '')).filter((name) => !name.startsWith('TEMPORAL_'));
  for (const name of ours) expect(variables).toContain(name);
});

test('CI runs what the README says', () => {
  expect(read('.ci/run')).toContain('\nnpm ci && npm test\n');
  expect(scripts['test']).toContain('verify');
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('names scripts that exist', () => {
    const called = [...text.matchAll(/`[^`]*npm run ([\w:-]+)|^npm run ([\w:-]+)/gm)].map(
      ([, inline, block]) => inline ?? block ?? '',
    );
    for (const name of called) expect(Object.keys(scripts)).toContain(name);
  });

  test('names files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
    for (const link of links) {
      expect(existsSync(join(ROOT, dirname(page), link)), link).toBe(true);
    }
    // Folders in backticks that look like ours; names with placeholders are no paths.
    const paths = [...text.matchAll(/`((?:src|test|bench|docs|activities|workflows)\/[\w./-]+)`/g)];
    for (const [, path = ''] of paths) expect(existsSync(join(ROOT, path)), path).toBe(true);
  });

  test('has anchors for its links within the page', () => {
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, anchor = ''] of text.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
  });
});
