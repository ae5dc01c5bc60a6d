import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemaChecksum } from '../../src/gateway/blocks/checksum.ts';

interface Case {
  readonly slug: string;
  readonly fields: string;
  readonly checksum: string;
}
const { cases } = JSON.parse(
  readFileSync(new URL('../fixtures/block-schemas.json', import.meta.url), 'utf8'),
) as { cases: Case[] };

describe('the checksum of a block schema', () => {
  it.each(cases)('is the one that the SDK computes: $slug', ({ fields, checksum }) => {
    expect(schemaChecksum(fields)).toBe(checksum);
  });

  it('depends on how a number is written, as Python has it', () => {
    expect(schemaChecksum('{"a":1.0}')).not.toBe(schemaChecksum('{"a":1}'));
  });

  it('does not depend on the order of keys nor on which fields are secret', () => {
    expect(schemaChecksum('{"b":1,"a":2,"secret_fields":["a"]}')).toBe(schemaChecksum('{"a":2, "b":1}'));
  });
});
