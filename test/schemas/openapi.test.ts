import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { buildOpenApi } from '../../src/schemas/openapi.ts';

interface Document extends Record<string, unknown> {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const document = buildOpenApi('1.2.3') as Document;

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1, and all its references lead somewhere', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone({ ...document }))).toEqual({ valid: true });
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  it('is the same each time it is made', () => {
    expect(buildOpenApi('1.2.3')).toEqual(document);
  });

  it('gives each call a name of its own', () => {
    const names = Object.values(document.paths).flatMap((calls) =>
      Object.values(calls).map((call) => call.operationId),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('post_automations_filter');
  });

  it('shows triggers and actions with their fields', () => {
    expect(document.components.schemas['EventTrigger']).toMatchObject({
      properties: { within: { type: 'number' }, expect: { type: 'array' } },
      required: ['posture'],
    });
    expect(document.components.schemas['CallWebhook']).toMatchObject({ required: ['block_document_id'] });
  });
});
