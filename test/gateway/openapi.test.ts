import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOpenApi } from '../../src/schemas/openapi.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const { paths } = buildOpenApi() as { paths: Record<string, Record<string, unknown>> };
const calls = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
);

/** A path with something in the place of each parameter that fits its kind and does not exist. */
function example(path: string): string {
  return path
    .replaceAll(/\{(\w+_)?id\}/g, '3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11')
    .replace('{index}', '0')
    .replace('{countable}', 'event')
    .replaceAll(/\{\w+\}/g, 'none');
}

describe('every call of the OpenAPI document is served', () => {
  it.each(calls)('%s %s', async (method, path) => {
    const reply = await gateway.call(
      method,
      example(path.replace(/^\/api/, '')),
      method === 'GET' ? undefined : {},
    );
    const isUnknownRoute = reply.status === 404 && reply.body.detail === 'Not Found';
    expect(isUnknownRoute, JSON.stringify(reply.body)).toBe(false);
    // The stand-in for the retry says so by an error.
    if (!path.endsWith('/retry')) expect(reply.status).toBeLessThan(500);
  });
});
