import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { PrefectClient } from '../support/prefect.ts';

// Prefect's own unmodified CLI against the running gateway.

const workspace =
  '/accounts/0b7d3f9e-3c1a-4c41-9f5e-2f3a4f1c0b11/workspaces/8a1c9f51-58f5-4f0e-9a52-5c1b6c1e3d22';
const key = { authorization: 'Bearer s3cret' };
const template = '{"event":"cli.hook","resource":{"prefect.resource.id":"r"}}';

const automation = `
automations:
  - name: cli-one
    description: from a file
    enabled: true
    trigger:
      type: event
      posture: Reactive
      expect: [cli.ping]
      for_each: [prefect.resource.id]
      threshold: 1
      within: 0
    actions:
      - type: do-nothing
`;

let gateway: TestGateway;
let client: PrefectClient;
let folder: string;
beforeAll(async () => {
  gateway = await startGateway({ apiKeys: [{ name: 'ci', key: 's3cret' }] });
  client = new PrefectClient({
    PREFECT_API_URL: `${gateway.url}/api${workspace}`,
    PREFECT_CLOUD_API_URL: `${gateway.url}/api`,
    PREFECT_API_KEY: 's3cret',
  });
  folder = mkdtempSync(join(tmpdir(), 'compat-cli-'));
}, 600_000);
afterAll(async () => {
  client.close();
  rmSync(folder, { recursive: true, force: true });
  await gateway.close();
});

async function cli(...args: string[]): Promise<string> {
  const run = await client.cli(...args);
  expect(run, `prefect ${args.join(' ')}`).toMatchObject({ code: 0 });
  return run.stdout;
}

/** What a process has printed so far. */
function outputOf(child: ChildProcess): () => string {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return () => output;
}

describe("Prefect's CLI", () => {
  it('creates, shows, pauses, resumes, changes and deletes automations', async () => {
    const file = join(folder, 'automations.yaml');
    writeFileSync(file, automation);
    expect(await cli('automation', 'create', '--from-file', file)).toContain('cli-one');
    const created = await gateway.store.automations.getByName('cli-one');
    expect(created).toMatchObject({ enabled: true, description: 'from a file' });
    const id = created?.id ?? '';

    expect(await cli('automation', 'ls')).toContain('cli-one');
    expect(await cli('automation', 'inspect', 'cli-one')).toContain('cli.ping');
    expect(await cli('automation', 'inspect', '--id', id)).toContain('cli-one');

    expect(await cli('automation', 'pause', 'cli-one')).toMatch(/paused/i);
    expect((await gateway.store.automations.get(id))?.enabled).toBe(false);
    expect(await cli('automation', 'resume', '--id', id)).toMatch(/resumed/i);
    expect((await gateway.store.automations.get(id))?.enabled).toBe(true);

    const update = { name: 'cli-two', trigger: created?.trigger, actions: [{ type: 'do-nothing' }] };
    expect(await cli('automation', 'update', '--id', id, '--from-json', JSON.stringify(update))).toMatch(
      /updated/i,
    );
    expect((await gateway.store.automations.get(id))?.name).toBe('cli-two');

    expect(await cli('automation', 'delete', 'cli-two')).toMatch(/deleted/i);
    expect(await gateway.store.automations.get(id)).toBeUndefined();
  }, 180_000);

  it('streams what it emits', async () => {
    const stream = client.start('event', 'stream');
    const output = outputOf(stream);
    try {
      await expect.poll(output, { timeout: 60_000 }).toContain('Subscribing');
      const emitted = await cli(
        'event',
        'emit',
        'cli.emitted',
        '--resource-id',
        'cli.1',
        '--payload',
        '{"n":1}',
      );
      const id = /with ID ([0-9a-f-]{36})/.exec(emitted.replaceAll(/\s+/g, ' '))?.[1] ?? '';
      // The command has ended: the event is stored.
      const [entry] = await gateway.store.log.eventsById([id]);
      expect(entry?.event).toMatchObject({ event: 'cli.emitted', payload: { n: 1 } });
      await expect.poll(output, { timeout: 20_000 }).toContain(id);
    } finally {
      stream.kill('SIGKILL');
    }
  }, 120_000);

  it('lists blocks and their types', async () => {
    const types = await cli('block', 'type', 'ls');
    for (const slug of ['webhook', 'slack-webhook', 'ms-teams-webhook', 'custom-webhook'])
      expect(types).toContain(slug);
    const type = await gateway.call('GET', '/block_types/slug/slack-webhook', undefined, key);
    const schemas = await gateway.call(
      'POST',
      '/block_schemas/filter',
      { block_schemas: { block_type_id: { any_: [type.body.id] } } },
      key,
    );
    const created = await gateway.call(
      'POST',
      '/block_documents/',
      {
        name: 'cli-slack',
        block_type_id: type.body.id,
        block_schema_id: schemas.body[0].id,
        data: { url: 'https://hooks.slack.com/services/T/B/classified' },
      },
      key,
    );
    expect(created.status).toBe(201);
    expect(await cli('block', 'ls')).toContain('cli-slack');
    const shown = await cli('block', 'inspect', 'slack-webhook/cli-slack');
    expect(shown).toContain('cli-slack');
    expect(shown).not.toContain('classified');
    await cli('block', 'delete', 'slack-webhook/cli-slack');
    expect(await cli('block', 'ls')).not.toContain('cli-slack');
  }, 120_000);

  it("keeps webhooks as Prefect Cloud's does", async () => {
    await cli('cloud', 'webhook', 'create', 'cli-hook', '--description', 'd', '--template', template);
    const [webhook] = await gateway.store.webhooks.filter({});
    const id = webhook?.id ?? '';
    expect(await cli('cloud', 'webhook', 'ls')).toContain('cli-hook');
    expect(await cli('cloud', 'webhook', 'toggle', id)).toContain('disabled');
    await cli('cloud', 'webhook', 'update', id, '--name', 'cli-hook-2');
    expect(await gateway.store.webhooks.get(id)).toMatchObject({
      name: 'cli-hook-2',
      enabled: false,
      description: 'd',
    });
    expect(await cli('cloud', 'webhook', 'get', id)).toContain('cli-hook-2');
    await cli('cloud', 'webhook', 'delete', id);
    expect(await gateway.store.webhooks.get(id)).toBeUndefined();
  }, 120_000);

  it('sets and reads variables', async () => {
    await cli('variable', 'set', 'cli_var', '{"a": 1}');
    expect(await cli('variable', 'get', 'cli_var')).toContain('a');
    expect(await cli('variable', 'ls')).toContain('cli_var');
    expect(await cli('variable', 'inspect', 'cli_var')).toContain('cli_var');
    expect((await client.cli('variable', 'set', 'cli_var', '2')).code).not.toBe(0);
    await cli('variable', 'set', 'cli_var', '2', '--overwrite', '--tag', 'a', '--tag', 'b');
    const shown = JSON.parse(await cli('variable', 'inspect', 'cli_var', '-o', 'json')) as object;
    expect(shown).toMatchObject({ value: 2, tags: ['a', 'b'] });
    await cli('variable', 'unset', 'cli_var');
    expect(await gateway.store.variables.getByName('cli_var')).toBeUndefined();
  }, 120_000);

  it('is told when its key is wrong', async () => {
    const other = new PrefectClient({
      PREFECT_API_URL: `${gateway.url}/api${workspace}`,
      PREFECT_API_KEY: 'wrong',
    });
    try {
      const run = await other.cli('automation', 'ls');
      expect(run.code).not.toBe(0);
      expect(run.stdout + run.stderr).toMatch(/401|Unauthorized/);
    } finally {
      other.close();
    }
  }, 60_000);
});
