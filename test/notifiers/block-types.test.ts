import { describe, expect, test } from 'vitest';
import { schemaChecksum } from '../../src/gateway/blocks/checksum.ts';
import { blockDataSchema, builtInBlockTypes, notificationSlugs } from '../../src/notifiers/index.ts';

interface Field {
  readonly default?: unknown;
  readonly description?: string;
  readonly format?: string;
}

const bySlug = builtInBlockTypes.map((definition) => [definition.slug, definition] as const);

test('every type that actions use is built in, and no other', () => {
  expect(bySlug.map(([slug]) => slug).sort()).toEqual([...notificationSlugs, 'webhook'].sort());
});

describe.each(bySlug)('%s', (slug, { schema, description }) => {
  const properties = schema.fields['properties'] as Record<string, Field>;

  test('says what it and each field are for', () => {
    expect(description.length).toBeGreaterThan(10);
    for (const [name, field] of Object.entries(properties)) {
      expect(field.description, name).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('marks its secrets', () => {
    const secret = schema.fields['secret_fields'] as string[];
    expect(secret.length).toBeGreaterThan(0);
    const passwords = Object.keys(properties).filter((name) => properties[name]?.format === 'password');
    expect(secret).toEqual(expect.arrayContaining(passwords));
  });

  test('can notify, if that is what it is for', () => {
    expect(schema.capabilities).toEqual(slug === 'webhook' ? [] : ['notify']);
  });

  test("has a checksum: Prefect's own, or one that follows from its fields", () => {
    expect(schema.checksum ?? schemaChecksum(JSON.stringify(schema.fields))).toMatch(/^sha256:[\da-f]{64}$/);
  });

  test('has the defaults that the data is read with', () => {
    const defaults = Object.entries(properties).filter(([, field]) => field.default !== undefined);
    const parsed = blockDataSchema(slug)?.safeParse(
      Object.fromEntries(defaults.map(([name, { default: value }]) => [name, value])),
    );
    // What is missing are required fields; no default is wrong.
    const wrong = (parsed?.error?.issues ?? []).filter(({ path }) =>
      defaults.some(([name]) => name === path[0]),
    );
    expect(wrong).toEqual([]);
  });
});
