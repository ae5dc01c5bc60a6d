import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runTemplateFile } from '../conformance/templates.ts';
import type { TemplateFile } from '../conformance/templates.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');
const shared = process.env.CONFORMANCE_DIR ?? join(fixtures, 'conformance');
const generated = readdirSync(join(fixtures, 'jinja')).map((name) => join(fixtures, 'jinja', name));
const files = [join(shared, 'templates.json'), join(shared, 'hostile-templates.json'), ...generated];

describe.each(files)('%s', (path) => {
  const results = runTemplateFile(JSON.parse(readFileSync(path, 'utf8')) as TemplateFile);
  test.each(results.map((result) => [result.name, result] as const))('%s', (_name, result) => {
    expect(result.detail ?? '').toBe('');
    expect(result.ok).toBe(true);
  });
});
