import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { postgresFindings } from '../../src/cli/doctor/database.ts';
import { checkNode, diskFinding } from '../../src/cli/doctor/machine.ts';
import { oddSettings } from '../../src/cli/doctor/settings.ts';
import { readSettings, settingNames } from '../../src/settings.ts';
import { Cli } from '../support/cli-run.ts';
import { LiveServer } from '../support/live-server.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

let server: LiveServer;
let postgres: TestPostgres;
let cli: Cli;

beforeAll(async () => {
  [server, postgres] = await Promise.all([LiveServer.start(), startPostgres()]);
  cli = await Cli.create({ AUTOMATIONS_DATA: server.data, AUTOMATIONS_API_URL: `${server.url}/api` });
}, 300_000);
afterAll(async () => {
  cli?.close();
  await server?.close();
  await postgres?.stop();
});

/** What the doctor finds. */
async function findings(
  env: Record<string, string> = {},
  ...flags: string[]
): Promise<{ code: number | null; found: Finding[] }> {
  const { code, stdout } = await cli.run(['doctor', '-o', 'json', ...flags], { env });
  return { code, found: JSON.parse(stdout) as Finding[] };
}
const about = (found: readonly Finding[], topic: string): Finding[] =>
  found.filter((one) => one.topic === topic);

test('a healthy installation: every line is ok, exit code 0', async () => {
  // Temporal's server may not have heard of the pollers in the first moment.
  await expect.poll(async () => (await findings()).code, { timeout: 30_000 }).toBe(0);
  const { found } = await findings();
  expect(found.filter(({ status }) => status === 'fail')).toEqual([]);
  expect(
    found.filter(({ topic, status }) => status === 'warn' && topic !== 'disk' && topic !== 'settings'),
  ).toEqual([]);
  const topics = found.map(({ topic }) => topic);
  for (const topic of [
    'Node',
    'disk',
    'encryption key',
    'database',
    'migrations',
    'Temporal',
    'namespace',
    'search attributes',
    'worker',
    'gateway',
    'clock',
  ]) {
    expect(topics).toContain(topic);
  }
  const { stdout } = await cli.run(['doctor']);
  expect(stdout).toMatch(/^ok +Temporal: server 1\.\d+/m);
  expect(stdout).toMatch(/\d+ fine, \d+ to look at, 0 wrong\n$/);
});

test('nothing runs: each line says how to start it', async () => {
  const data = join(cli.folder, 'empty');
  const { code, found } = await findings({
    AUTOMATIONS_DATA: data,
    AUTOMATIONS_API_URL: 'http://127.0.0.1:65533/api',
  });
  expect(code).toBe(1);
  expect(about(found, 'gateway')).toMatchObject([
    { status: 'fail', mend: expect.stringContaining('automations dev') },
  ]);
  expect(about(found, 'Temporal')).toMatchObject([{ status: 'warn' }]);
  expect(about(found, 'database')).toMatchObject([
    { status: 'ok', text: expect.stringContaining('none yet') },
  ]);
});

describe('Postgres', () => {
  test('without tables, and without the key that all processes need', async () => {
    const env = {
      DATABASE_URL: await postgres.createDatabase(),
      TEMPORAL_ADDRESS: server.temporalAddress,
      AUTOMATIONS_DATA: join(cli.folder, 'none'),
    };
    const { code, found } = await findings(env);
    expect(code).toBe(1);
    expect(about(found, 'database')).toMatchObject([
      { status: 'ok', text: expect.stringMatching(/^Postgres \d+/) },
    ]);
    expect(about(found, 'migrations')).toMatchObject([{ status: 'warn' }]);
    expect(about(found, 'encryption key')).toMatchObject([
      { status: 'fail', mend: expect.stringContaining('openssl') },
    ]);
  });

  test('one that a newer version has migrated', async () => {
    const url = await postgres.createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      "create table kysely_migration (name text); insert into kysely_migration values ('9999-later')",
    );
    await client.end();
    const { found } = await findings({ DATABASE_URL: url, TEMPORAL_ADDRESS: server.temporalAddress });
    expect(about(found, 'migrations')).toMatchObject([
      { status: 'fail', text: expect.stringContaining('9999-later') },
    ]);
  });

  test('one that lacks migrations, with a key that other machines do not have', async () => {
    const url = await postgres.createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table kysely_migration (name text)');
    await client.end();
    const env = { DATABASE_URL: url, TEMPORAL_ADDRESS: server.temporalAddress };
    const { found } = await findings(env);
    expect(about(found, 'migrations')).toMatchObject([
      { status: 'warn', mend: expect.stringContaining('make a backup first') },
    ]);
    expect(about(found, 'encryption key')).toMatchObject([
      { status: 'warn', mend: expect.stringContaining('AUTOMATIONS_ENCRYPTION_KEY') },
    ]);
  });

  test('one that is old, cannot be written, or has another time', () => {
    const now = 1_000_000;
    const healthy = { version: '16.1', size: 2 ** 20, now, standby: false };
    const of = (change: object) => postgresFindings({ ...healthy, ...change }, 'db/x', [now - 10, now + 10]);
    expect(of({})).toEqual([{ topic: 'database', status: 'ok', text: 'Postgres 16.1 at db/x, 1 MiB' }]);
    expect(of({ version: '12.9' })).toMatchObject([{ status: 'warn', mend: expect.stringContaining('13') }]);
    expect(of({ standby: true })[1]).toMatchObject({
      status: 'fail',
      mend: expect.stringContaining('primary'),
    });
    expect(of({ now: now - 5_000 })[1]).toMatchObject({
      topic: 'clock',
      status: 'warn',
      text: 'that of the database is 5.0 s behind',
    });
  });

  test('one that does not answer', async () => {
    const url = 'postgres://me:hunter2@127.0.0.1:65533/x';
    const { found } = await findings({ DATABASE_URL: url, TEMPORAL_ADDRESS: '127.0.0.1:65533' });
    expect(about(found, 'database')).toMatchObject([
      { status: 'fail', text: expect.stringContaining('127.0.0.1:65533/x') },
    ]);
    expect(about(found, 'Temporal')).toMatchObject([{ status: 'fail' }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

test('a namespace that is not there', async () => {
  const env = { DATABASE_URL: await postgres.createDatabase(), TEMPORAL_ADDRESS: server.temporalAddress };
  const missing = await findings({ ...env, TEMPORAL_NAMESPACE: 'nowhere' });
  expect(about(missing.found, 'namespace')).toMatchObject([
    { status: 'warn', mend: expect.stringContaining('nowhere') },
  ]);
});

test('a namespace in which no worker polls, and whose search attributes nobody has made', async () => {
  const { connection } = await server.temporal();
  const namespace = 'nobody-polls';
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  const env = { DATABASE_URL: await postgres.createDatabase(), TEMPORAL_ADDRESS: server.temporalAddress };
  // A namespace takes a moment to be known everywhere.
  await expect
    .poll(
      async () => {
        const { code, found } = await findings({ ...env, TEMPORAL_NAMESPACE: namespace });
        return [
          code,
          ...about(found, 'namespace'),
          ...about(found, 'search attributes'),
          ...about(found, 'worker'),
        ];
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toMatchObject([
      1,
      { status: 'ok', text: expect.stringContaining('keeps closed workflows for 1 days') },
      { status: 'warn', mend: expect.stringContaining(`search-attribute create -n ${namespace} --name`) },
      {
        status: 'fail',
        text: expect.stringMatching(
          /none polls .* for workflows and activities: events are kept, and nothing fires/,
        ),
        mend: expect.stringContaining('automations worker'),
      },
    ]);
});

test('Temporal settings that make no sense', async () => {
  const env = {
    DATABASE_URL: await postgres.createDatabase(),
    TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml',
  };
  const { found } = await findings({ ...env, TEMPORAL_PROFILE: 'nobody' });
  expect(about(found, 'Temporal')).toMatchObject([{ status: 'fail', mend: 'mend the TEMPORAL_* variables' }]);
});

test('a SQLite file that is none, and a key that is none', async () => {
  const data = join(cli.folder, 'garbage');
  mkdirSync(data);
  writeFileSync(join(data, 'automations.db'), 'nothing of the kind '.repeat(100));
  writeFileSync(join(data, 'encryption.key'), 'short');
  const { code, found } = await findings({ AUTOMATIONS_DATA: data });
  expect(code).toBe(1);
  expect(about(found, 'database')).toMatchObject([
    { status: 'fail', mend: expect.stringContaining('AUTOMATIONS_DATA') },
  ]);
  expect(about(found, 'encryption key')).toMatchObject([
    { status: 'fail', mend: expect.stringContaining('put back the key') },
  ]);
});

test('secrets of another key, and a key that others can read', async () => {
  await cli.ok('blocks', 'create', 'webhook', 'sink', '--set', 'url=https://example.com/');
  const { found } = await findings({ AUTOMATIONS_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64') });
  expect(about(found, 'secrets')).toMatchObject([
    { status: 'fail', mend: expect.stringContaining('put back the key') },
  ]);
  const file = join(server.data, 'encryption.key');
  chmodSync(file, 0o644);
  expect(about((await findings()).found, 'encryption key')).toMatchObject([
    { status: 'warn', mend: `chmod 600 ${file}` },
  ]);
  chmodSync(file, 0o600);
});

test('settings that are wrong, and that make no sense', async () => {
  const wrong = await findings({ PORT: 'x' });
  expect(wrong.code).toBe(1);
  expect(about(wrong.found, 'settings')).toMatchObject([
    { status: 'fail', text: expect.stringContaining('PORT') },
  ]);
  const odd = await findings({
    HOST: '0.0.0.0',
    AUTOMATIONS_RETENTON_DAYS: '3',
    AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '*',
    AUTOMATIONS_RETENTION_DAYS: '0.1',
  });
  const texts = about(odd.found, 'settings').map(({ text, mend }) => `${text} | ${mend}`);
  expect(texts).toHaveLength(4);
  expect(texts).toContainEqual(
    expect.stringContaining(
      'AUTOMATIONS_RETENTON_DAYS is no setting | did you mean AUTOMATIONS_RETENTION_DAYS?',
    ),
  );
  expect(texts).toContainEqual(expect.stringMatching(/^HOST=0\.0\.0\.0 without AUTOMATIONS_API_KEY/));
});

test('every other setting that is hardly meant', () => {
  const odd = (env: Record<string, string>): (string | undefined)[] =>
    oddSettings(readSettings(env), settingNames, env).map(({ mend }) => mend);
  const DATABASE_URL = 'postgres://x@db/x';
  expect(odd({ AUTOMATIONS_API_KEY: 'short' })).toEqual([expect.stringContaining('openssl rand')]);
  expect(odd({ TEMPORAL_ADDRESS: 'temporal:7233' })).toEqual([expect.stringContaining('DATABASE_URL')]);
  expect(odd({ DATABASE_URL })).toEqual(['set TEMPORAL_ADDRESS']);
  expect(odd({ AUTOMATIONS_TEMPORAL_METRICS: '0.0.0.0:9464' })).toEqual([
    expect.stringContaining('Prometheus'),
  ]);
  const remote = { HOST: '10.0.0.7', AUTOMATIONS_API_KEY: 'long-enough-for-a-key' };
  expect(odd({ ...remote, AUTOMATIONS_UI_URL: 'http://a.example' })).toEqual([
    expect.stringContaining('TLS'),
  ]);
  expect(odd({ ...remote, PREFECT_UPSTREAM_API_URL: 'http://127.0.0.1:4200/api' })).toEqual([
    expect.stringContaining('name the host'),
  ]);
  expect(odd({ AUTOMATIONS_TEMPORAL_METRICS: '127.0.0.1:9464' })).toEqual([]);
});

test('a disk that gets full', () => {
  const gib = 1024 ** 3;
  expect(diskFinding(50 * gib, 100 * gib, '/d').status).toBe('ok');
  expect(diskFinding(gib, 100 * gib, '/d')).toMatchObject({
    status: 'warn',
    text: '1.0 GiB free of 100.0 at /d',
  });
  expect(diskFinding(0.1 * gib, 100 * gib, '/d')).toMatchObject({
    status: 'fail',
    mend: expect.stringContaining('make room'),
  });
});

describe('a gateway', () => {
  let fake: Server;
  let url: string;
  let status = (_url: string | undefined): number => 200;
  let headers: Record<string, string> = {};

  // A gateway of another version on a machine with another time: a real HTTP server, since no such program is at hand.
  beforeAll(async () => {
    fake = createServer((request, response) => {
      response.writeHead(status(request.url), { 'content-type': 'application/json', ...headers }).end('true');
    });
    await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(fake.address() as AddressInfo).port}/api`;
  });
  afterAll(() => void fake.close());

  test('of another version, or none of ours', async () => {
    headers = { 'x-automations-version': '0.0.1' };
    const { code, found } = await findings({ AUTOMATIONS_API_URL: url }, '--client');
    expect(code).toBe(0);
    expect(about(found, 'gateway')).toMatchObject([
      { status: 'warn', text: expect.stringContaining('0.0.1') },
    ]);
    headers = {};
    expect(about((await findings({ AUTOMATIONS_API_URL: url }, '--client')).found, 'gateway')).toMatchObject([
      { status: 'warn', text: expect.stringContaining('no gateway of ours') },
    ]);
  });

  test('that asks for a key, is not ready, or is not there', async () => {
    const gatewayWith = async (of: typeof status, ...flags: string[]): Promise<Finding[]> => {
      status = of;
      headers = {};
      return about((await findings({ AUTOMATIONS_API_URL: url }, '--client', ...flags)).found, 'gateway');
    };
    const locked = (path: string | undefined): number => (path?.endsWith('/health') ? 200 : 401);
    const mend = expect.stringContaining('AUTOMATIONS_API_KEY');
    expect(await gatewayWith(locked)).toMatchObject([
      { status: 'fail', text: `${url} asks for a key`, mend },
    ]);
    expect(await gatewayWith(locked, '--api-key', 'wrong')).toMatchObject([
      { status: 'fail', text: `${url} does not know the key`, mend },
    ]);
    expect(await gatewayWith(() => 503)).toMatchObject([
      { status: 'fail', mend: expect.stringContaining('it is not ready') },
    ]);
    expect(await gatewayWith(() => 404)).toMatchObject([
      { status: 'fail', mend: expect.stringContaining('base of the API') },
    ]);
    status = () => 200;
  });

  test('with another time', async () => {
    headers = { date: new Date(Date.now() - 3_600_000).toUTCString() };
    const { found } = await findings({ AUTOMATIONS_API_URL: url }, '--client');
    expect(about(found, 'clock')).toMatchObject([{ status: 'warn', mend: expect.stringContaining('NTP') }]);
  });
});

test('a gateway that was killed', async () => {
  await server.killServer();
  const { code, found } = await findings();
  expect(code).toBe(1);
  expect(about(found, 'gateway')).toMatchObject([{ status: 'fail' }]);
});

test('an old Node', () => {
  expect(checkNode('18.20.0')).toMatchObject({ status: 'fail' });
  expect(checkNode('20.19.0')).toMatchObject({ status: 'ok' });
  expect(checkNode('24.1.0')).toMatchObject({ status: 'ok' });
});
