import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { readComposeFile } from './compose-file.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const schema = JSON.parse(
  readFileSync(join(ROOT, 'test', 'fixtures', 'compose-spec', 'compose-spec.json'), 'utf8'),
) as object;
const validate = new Ajv2020({ strict: false, formats: { duration: true } }).compile(schema);
const secrets = {
  POSTGRES_PASSWORD: 'abc123',
  AUTOMATIONS_API_KEY: 'key',
  AUTOMATIONS_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

describe('docker-compose.yml', () => {
  const file = readComposeFile(secrets);

  test('follows the compose specification', () => {
    validate(file);
    expect(validate.errors).toBeNull();
    // The schema is there to refuse: a typing error is seen.
    expect(validate({ services: { gateway: { ...file.services['gateway'], comand: [] } } })).toBe(false);
  });

  test.each(Object.keys(secrets))('does not start without %s', (name) => {
    expect(() => readComposeFile({ ...secrets, [name]: '' })).toThrow(name);
  });

  test('pins every image', () => {
    for (const [name, { image }] of Object.entries(file.services)) {
      expect(image, name).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?$/);
    }
  });

  test('waits for what is needed, by checks that exist', () => {
    for (const [name, { depends_on = {} }] of Object.entries(file.services)) {
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const service = file.services[needed];
        expect(service, `${name} needs ${needed}`).toBeDefined();
        if (condition === 'service_healthy') expect(service?.healthcheck?.test[0]).toBe('CMD');
      }
    }
    for (const name of ['gateway', 'worker']) {
      expect(Object.keys(file.services[name]!.depends_on!).sort()).toEqual(['postgres', 'temporal']);
    }
  });

  test('publishes on loopback only, and keeps the data of Postgres in a volume', () => {
    for (const { ports = [] } of Object.values(file.services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    }
    expect(file.services['postgres']?.volumes).toEqual(['postgres:/var/lib/postgresql/data']);
    expect(Object.keys(file.volumes)).toContain('postgres');
  });

  test('gives gateways and workers the same store, Temporal and key', () => {
    const [gateway, worker] = ['gateway', 'worker'].map((name) => file.services[name]!.environment!);
    for (const name of [
      'DATABASE_URL',
      'TEMPORAL_ADDRESS',
      'TEMPORAL_NAMESPACE',
      'AUTOMATIONS_ENCRYPTION_KEY',
    ]) {
      expect(gateway![name]).toBeTruthy();
      expect(worker![name]).toBe(gateway![name]);
    }
  });

  test('carries the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(file.services['gateway']?.image).toBe(`temporal-automations:${version}`);
  });
});
