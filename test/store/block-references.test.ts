import { expect, test } from 'vitest';
import { resolveReferences } from '../../src/store/blocks/block-references.ts';

type Data = Record<string, unknown>;
const ref = (id: string) => ({ $ref: { block_document_id: id } });
const resolve = (documents: Record<string, Data>, start = 'a') => {
  let reads = 0;
  const result = resolveReferences(start, documents[start] ?? {}, (id) => {
    reads += 1;
    return Promise.resolve(documents[id]);
  });
  return { result, reads: () => reads };
};

test('the data of others stands in place, and what is gone is left out', async () => {
  const { result } = resolve({ a: { x: ref('b'), y: ref('gone'), z: 1 }, b: { v: 2 } });
  expect(await result).toEqual({ x: { v: 2 }, z: 1 });
});

test('a circle is an error, not an endless walk', async () => {
  const two = { a: { x: ref('b'), y: ref('b') }, b: { x: ref('a'), y: ref('a') } };
  await expect(resolve(two).result).rejects.toMatchObject({
    code: 'block_reference_cycle',
    retryable: false,
  });
  const own = { a: { x: ref('b') }, b: { x: ref('b') } };
  await expect(resolve(own).result).rejects.toMatchObject({ code: 'block_reference_cycle' });
});

test('documents that many refer to are read once', async () => {
  const documents: Record<string, Data> = { end: { v: 1 } };
  for (let n = 0; n < 40; n += 1) {
    const next = n === 39 ? 'end' : `d${n + 1}`;
    documents[`d${n}`] = { left: ref(next), right: ref(next) };
  }
  const { result, reads } = resolve(documents, 'd0');
  await result;
  expect(reads()).toBe(40);
});
