import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runValidationSet } from '../conformance/validation.ts';

const file = process.env['VALIDATION_SET'] ?? 'test/fixtures/conformance/validation.json';
const set: unknown = JSON.parse(readFileSync(file, 'utf8'));

describe('validation set', () => {
  it('accepts and refuses what Prefect accepts and refuses', () => {
    const results = runValidationSet(set);
    expect(results.length).toBeGreaterThan(100);
    expect(results.filter((result) => !result.ok)).toEqual([]);
  });

  it('reports a case that comes out differently', () => {
    const [first] = set as { name: string; automation: unknown; valid: boolean }[];
    expect(runValidationSet([{ ...first, valid: !first?.valid }])).toEqual([
      { name: first?.name, ok: false, detail: expect.any(String) },
    ]);
  });
});
