import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Cli } from '../support/cli-run.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';

/** As the guide of Prefect's has it. */
const GUIDE = `
name: Cancel Long Running Flows
description: Cancels flows running longer than 5 minutes
enabled: true
trigger:
  type: event
  posture: Proactive
  expect:
    - prefect.flow-run.Completed
  threshold: 1
  within: 300  # 5 minutes
  for_each:
    - prefect.resource.id
actions:
  - type: cancel-flow-run
`;

let gateway: TestGateway;
let cli: Cli;
let folder: string;

beforeAll(async () => {
  gateway = await startGateway();
  cli = await Cli.create({ AUTOMATIONS_API_URL: `${gateway.url}/api` });
  await cli.ok('blocks', 'create', 'webhook', 'sink', '--set', 'url=https://example.com/');
}, 300_000);
afterAll(async () => {
  cli?.close();
  await gateway?.close();
});
beforeEach(async () => {
  folder = join(cli.folder, 'files');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { body } = await gateway.call('POST', '/automations/filter', {});
  for (const { id } of body as { id: string }[]) await gateway.call('DELETE', `/automations/${id}`);
});

const put = (name: string, content: string): void => writeFileSync(join(folder, name), content);
const simple = (name: string, more: object = {}): string =>
  JSON.stringify({
    name,
    trigger: { type: 'event', posture: 'Reactive', expect: ['a'] },
    actions: [{ type: 'do-nothing' }],
    ...more,
  });

/** Applies the folder, or nothing at all when it is empty. */
async function apply(...flags: string[]): Promise<string> {
  if (readdirSync(folder).length === 0) put('none.yaml', '[]');
  const output = await cli.ok('apply', '-f', 'files', ...flags);
  rmSync(join(folder, 'none.yaml'), { force: true });
  return output;
}
const names = async (): Promise<string[]> =>
  (await cli.json('ls')).map(({ name }: { name: string }) => name).sort();
const idOf = async (name: string): Promise<string> => (await cli.json('inspect', name)).id;

test("the guide's file as it is, documents, lists and the key automations:", async () => {
  put('a.yaml', GUIDE);
  put(
    'b.yml',
    `# two of them\n---\n${simple('one')}\n---\nautomations:\n  - ${simple('two')}\n  - ${simple('three')}\n---\n`,
  );
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'below', 'c.json'), `[${simple('four')}]`);
  const plan = await apply();
  expect(plan).toContain('+ Cancel Long Running Flows  create  files/a.yaml:2\n');
  expect(plan).toContain('+ three  create  files/b.yml:7\n');
  expect(plan).toContain('5 to create.\n');
  expect(await names()).toEqual(['Cancel Long Running Flows', 'four', 'one', 'three', 'two']);
  expect(await cli.json('inspect', 'Cancel Long Running Flows')).toMatchObject({ trigger: { within: 300 } });
  expect(await apply()).toContain('5 unchanged.\n');
});

test('a plan field by field, which changes nothing', async () => {
  put('a.json', simple('one'));
  await apply();
  put(
    'a.json',
    simple('one', {
      tags: ['prod'],
      trigger: { type: 'event', posture: 'Reactive', expect: ['b'], within: 5 },
    }),
  );
  put('b.json', simple('two'));
  const dry = await cli.run(['apply', '-f', 'files', '--dry-run', '--exit-code']);
  expect(dry.code).toBe(3);
  expect(dry.stdout).toBe(
    [
      '~ one  update  files/a.json:1',
      '    tags: [] → ["prod"]',
      '    trigger.expect: ["a"] → ["b"]',
      '    trigger.within: 0 → 5',
      '+ two  create  files/b.json:1',
      '1 to create, 1 to update.',
      '',
    ].join('\n'),
  );
  expect(await names()).toEqual(['one']);
  expect((await cli.run(['apply', '-f', 'files', '--dry-run'])).code).toBe(0);
  await apply();
  expect((await cli.run(['apply', '-f', 'files', '--dry-run', '--exit-code'])).code).toBe(0);
});

test('what somebody changed on the server is shown, and put back', async () => {
  put('a.json', simple('one'));
  put('b.json', simple('two'));
  await apply();
  const id = await idOf('one');
  await cli.ok('update', 'one', '-j', simple('renamed', { description: 'by hand' }));
  await cli.ok('delete', 'two');
  const plan = await apply('--dry-run');
  expect(plan).toContain('~ one  update');
  expect(plan).toContain('    description: "by hand" → ""\n');
  expect(plan).toContain('    ! changed on the server: description: "" → "by hand"\n');
  expect(plan).toContain('    ! changed on the server: name: "one" → "renamed"\n');
  expect(plan).toContain('+ two  create');
  await apply();
  expect(await names()).toEqual(['one', 'two']);
  expect(await idOf('one')).toBe(id);
});

test('a pause by hand stays unless the file says otherwise; to switch is no new definition', async () => {
  put('a.json', simple('one'));
  await apply();
  await cli.ok('pause', 'one');
  expect(await apply()).toContain('1 unchanged');
  expect(await cli.json('inspect', 'one')).toMatchObject({ enabled: false });
  const triggerId = (await cli.json('inspect', 'one')).trigger.id;
  put('a.json', simple('one', { enabled: true }));
  expect(await apply()).toMatch(/~ one {2}pause or resume .*\n {4}enabled: false → true\n/);
  // A new definition would have given the trigger another id, and started its windows afresh.
  expect(await cli.json('inspect', 'one')).toMatchObject({ enabled: true, trigger: { id: triggerId } });
});

describe('--prune', () => {
  test('removes what this set applied before, and nothing else', async () => {
    await cli.ok('create', '-j', simple('by hand'));
    await cli.run(['apply', '-f', '-', '--set', 'other'], { stdin: simple('of another set') });
    put('a.json', simple('one'));
    put('b.json', simple('two'));
    await apply();
    rmSync(join(folder, 'b.json'));
    expect(await apply()).toContain('? two  in no file any more; --prune deletes it\n');
    expect(await names()).toEqual(['by hand', 'of another set', 'one', 'two']);
    expect(await apply('--prune')).toContain('deleted two\n');
    expect(await names()).toEqual(['by hand', 'of another set', 'one']);
    await cli.ok('delete', 'by hand', 'of another set');
  });

  test('takes in what is there already under the name', async () => {
    await cli.ok('create', '-j', simple('one'));
    put('a.json', simple('one'));
    expect(await apply()).toContain('= one  unchanged');
    rmSync(join(folder, 'a.json'));
    await apply('--prune');
    expect(await names()).toEqual([]);
  });
});

describe('references by name', () => {
  test('blocks, deployments and automations; also one that comes in the same files', async () => {
    const { id: flow_id } = (await gateway.call('POST', '/flows/', { name: 'etl' })).body;
    await gateway.call('POST', '/deployments/', { name: 'nightly', flow_id });
    const actions = [
      { type: 'pause-automation', automation: 'zzz' },
      { type: 'call-webhook', block_document: 'webhook/sink' },
      { type: 'run-deployment', deployment: 'etl/nightly' },
    ];
    put('a.json', simple('aaa', { actions }));
    put('z.json', simple('zzz'));
    const plan = await apply();
    expect(plan.indexOf('+ zzz')).toBeLessThan(plan.indexOf('+ aaa'));
    expect((await cli.json('inspect', 'aaa')).actions[0].automation_id).toBe(await idOf('zzz'));
    expect(await apply()).toContain('2 unchanged.');
    // What is exported names them, too, and is what is there.
    const exported = await cli.ok('export', 'aaa');
    for (const name of ['webhook/sink', 'etl/nightly', 'zzz']) expect(exported).toContain(name);
    expect(exported).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  test.each([
    [{ type: 'call-webhook', block_document: 'webhook/nope' }, 'the server has no "webhook/nope"'],
    [{ type: 'call-webhook', block_document: 'x', block_document_id: 'y' }, 'one of the two'],
    [{ type: 'pause-automation', automation: 'one' }, 'refer to each other in a circle'],
  ])('%j is refused', async (action, text) => {
    put('a.json', simple('one', { actions: [action] }));
    const { code, stderr } = await cli.run(['apply', '-f', 'files']);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
    expect(stderr).toContain('files/a.json:1');
  });
});

test('what a deployment owns is exported by its name only', async () => {
  put(
    'deployments.yaml',
    'deployments:\n- {name: owner, flow_name: f, triggers: [{name: owned-one, expect: [x]}]}\n',
  );
  await cli.ok('deploy', '-f', 'files/deployments.yaml');
  const exported = await cli.run(['export']);
  expect(exported.stdout).not.toContain('owned-one');
  expect(exported.stderr).toContain('left out: 1 that deployments own');
  expect(await cli.ok('export', 'owned-one')).toContain('name: owned-one');
  await cli.ok('deployments', 'delete', 'f/owner', '--yes');
});

test('export writes what apply finds unchanged, here and elsewhere', async () => {
  put('a.yaml', GUIDE);
  put(
    'b.json',
    simple('心拍 / B', { enabled: false, tags: ['x'], actions_on_resolve: [{ type: 'do-nothing' }] }),
  );
  put(
    'c.json',
    simple('心拍 – b', {
      trigger: {
        type: 'sequence',
        within: 60,
        triggers: [
          { expect: ['a'], posture: 'Reactive' },
          { expect: ['b'], posture: 'Reactive' },
        ],
      },
    }),
  );
  await apply();
  rmSync(folder, { recursive: true });
  await cli.ok('export', '--dir', 'files');
  expect(readdirSync(folder).sort()).toEqual([
    'cancel-long-running-flows.yaml',
    '心拍-b-2.yaml',
    '心拍-b.yaml',
  ]);
  expect(await apply('--dry-run')).toContain('3 unchanged.\n');
  const other = await startGateway();
  try {
    const env = { AUTOMATIONS_API_URL: `${other.url}/api` };
    const stdin = await cli.ok('export');
    expect((await cli.run(['apply', '-f', '-'], { env, stdin })).stdout).toContain('3 to create.');
    expect((await cli.run(['export'], { env })).stdout).toBe(stdin);
  } finally {
    await other.close();
  }
});

describe('what is wrong is told with its place, and nothing is changed', () => {
  test.each([
    [
      'a.yaml',
      'name: x\ntrigger: {type: event, posture: Lazy}\nactions: []\n',
      'files/a.yaml:1:\n  trigger.EventTrigger.posture: ',
    ],
    ['a.yaml', 'name: [x\n', 'files/a.yaml: '],
    ['a.yaml', 'just text', 'must hold an automation'],
    ['a.json', '{"trigger": {}}', 'needs a name'],
    ['a.json', `[${simple('x')}, ${simple('x')}]`, '"x" is defined at files/a.json:1 already'],
    ['a.json', simple('x', { bogus: 1 }), 'bogus: Extra inputs are not permitted'],
  ])('%s %#', async (name, content, text) => {
    put('0.json', simple('before'));
    put(name, content);
    const { code, stdout, stderr } = await cli.run(['apply', '-f', 'files']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(text);
    expect(await names()).toEqual([]);
  });

  test('two of the same name on the server', async () => {
    for (const _ of [1, 2]) await cli.ok('create', '-j', simple('twin'));
    put('a.json', simple('twin'));
    const { code, stderr } = await cli.run(['apply', '-f', 'files']);
    expect(code).toBe(2);
    expect(stderr).toContain('The server has 2 automations called "twin"');
    for (const { id } of await cli.json('ls')) await cli.ok('delete', id);
  });
});
