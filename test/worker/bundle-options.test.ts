import { readFile } from 'node:fs/promises';
import { defaultPayloadConverter } from '@temporalio/common';
import { describe, expect, inject, test } from 'vitest';
import { payloadConverter } from '../../workflows/payload-converter.ts';

describe('the bundle of the workflows', () => {
  test('keeps private fields and object spread as they are, and names the payload converter', async () => {
    const code = await readFile(inject('workflowBundle'), 'utf8');
    const ours = code.slice(code.indexOf('./src/evaluation/'));
    expect(ours).toContain('#inbox');
    expect(ours).not.toContain('_class_private_field_get(');
    expect(ours).not.toContain('_object_spread(');
    expect(code).toContain('workflows/payload-converter.ts');
  });

  test('loads the engine once for all workflows', async () => {
    const code = await readFile(inject('workflowBundle'), 'utf8');
    const preload = code.slice(
      code.indexOf('preloadModules = function'),
      code.indexOf('importWorkflows = function'),
    );
    expect(preload).toContain('src/evaluation/evaluator.ts');
    expect(preload).toContain('src/triggers/index.ts');
  });
});

describe('the payload converter of workflows', () => {
  test.each([
    null,
    0,
    'ASCII',
    'ü € 😀 \0 \uFEFF',
    'half a pair: \uD800',
    { items: [{ seq: 1, key: ['ä'] }] },
    new Uint8Array([1, 2, 3]),
    undefined,
  ])('writes what the default one writes, and reads it: %j', (value) => {
    const expected = defaultPayloadConverter.toPayload(value)!;
    const payload = payloadConverter.toPayload(value);
    expect(Buffer.from(payload.metadata!.encoding!)).toEqual(Buffer.from(expected.metadata!.encoding!));
    expect(Buffer.from(payload.data ?? [])).toEqual(Buffer.from(expected.data ?? []));
    expect(payloadConverter.fromPayload(expected)).toEqual(defaultPayloadConverter.fromPayload(expected));
  });

  test('cannot write what has no JSON', () => {
    expect(() => payloadConverter.toPayload(1n)).toThrow('Unable to convert');
  });
});
