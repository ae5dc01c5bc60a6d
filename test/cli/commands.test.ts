import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli } from '../support/cli-run.ts';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { LiveServer } from '../support/live-server.ts';
import { until } from '../support/until.ts';

let server: LiveServer;
let sink: HttpSink;
let cli: Cli;

beforeAll(async () => {
  [server, sink] = await Promise.all([LiveServer.start(), startSink()]);
  cli = await Cli.create({ AUTOMATIONS_API_URL: `${server.url}/api` });
}, 300_000);
afterAll(async () => {
  cli?.close();
  await sink?.close();
  await server?.close();
});

const file = (name: string, content: string): string => {
  writeFileSync(join(cli.folder, name), content);
  return name;
};

test('an automation from a file to its firing', async () => {
  const set = `url=${sink.url}/hook`;
  expect(await cli.ok('blocks', 'create', 'webhook', 'sink', '--set', set)).toMatch(
    /^created webhook\/sink \(/,
  );
  const definition = `
name: model-runs
tags: [prod]
trigger: {type: event, posture: Reactive, expect: [model.run], for_each: [prefect.resource.id]}
actions:
  - type: call-webhook
    block_document: webhook/sink
    payload: '{"model": "{{ event.resource.id }}"}'
`;
  const made = await cli.run(['create', '-f', '-'], { stdin: definition });
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toMatch(/^created model-runs \(/);
  expect(await cli.ok('ls')).toMatch(/NAME +STATE .*\nmodel-runs +on +/);

  await cli.ok(
    'events',
    'emit',
    'model.run',
    '--resource',
    'model.7',
    '--label',
    'size=9',
    '--payload',
    '{n: 1}',
  );
  const [firing] = await until('it fired', async () => {
    const firings = await cli.json('firings', 'model-runs');
    return firings[0]?.actions[0]?.state === 'executed' && firings;
  });
  expect(firing.triggering_event).toMatchObject({ resource: { size: '9' }, payload: { n: 1 } });
  expect(sink.at('/hook').map(({ body }) => JSON.parse(body))).toContainEqual({ model: 'model.7' });
  expect(await cli.ok('firings', 'model-runs')).toContain('call-webhook executed');

  expect(await cli.ok('pause', 'model-runs')).toBe('paused model-runs\n');
  expect(await cli.ok('ls', '--paused')).toContain('model-runs');
  expect(await cli.json('resume', 'model-runs')).toMatchObject({ enabled: true });
  const { id } = await cli.json('inspect', 'model-runs');
  await cli.ok(
    'update',
    id,
    '--from-json',
    '{trigger: {type: event, posture: Reactive, expect: [x]}, actions: []}',
  );
  expect(await cli.json('inspect', id)).toMatchObject({ name: 'model-runs', trigger: { expect: ['x'] } });
  expect(await cli.ok('delete', 'model-runs')).toBe('deleted model-runs\n');
  expect(await cli.run(['inspect', 'model-runs'])).toMatchObject({ code: 1, stdout: '' });
});

test('failed actions are listed, and sent again', async () => {
  const url = `${sink.url}/refuse`;
  sink.answer('/refuse', (_delivery, response) => response.writeHead(400).end());
  await cli.ok('blocks', 'create', 'webhook', 'refusing', '--data', JSON.stringify({ url }));
  const definition = {
    name: 'fails',
    trigger: { type: 'event', posture: 'Reactive', expect: ['fail.now'] },
    actions: [{ type: 'call-webhook', block_document: 'webhook/refusing' }],
  };
  await cli.ok('create', '--from-json', JSON.stringify(definition));
  await cli.ok('events', 'emit', 'fail.now', '-r', 'x');
  const [firing] = await until('it failed', async () => {
    const failed = await cli.json('firings', '--failed');
    return failed.length > 0 && failed;
  });
  sink.answer('/refuse', (_delivery, response) => response.end());
  expect(await cli.ok('retry', firing.id)).toBe('sent again: action 0, call-webhook\n');
  await until(
    'it is done',
    async () => (await cli.json('firings', 'fails'))[0].actions[0].state === 'executed',
  );
  expect(await cli.ok('firings', '--failed')).toBe('');
});

test('how often an automation, or a draft of it, would have fired; nothing is carried out', async () => {
  const trigger = { type: 'event', posture: 'Reactive', expect: ['back.test'], threshold: 2, within: 60 };
  for (const n of [1, 2, 3, 4]) await cli.ok('events', 'emit', 'back.test', '-r', `thing.${n}`);
  await cli.ok('create', '-j', JSON.stringify({ name: 'backs', enabled: false, trigger, actions: [] }));
  expect(await cli.ok('backtest', 'backs')).toMatch(
    /^would have fired once from .* \(\d+ events looked at, 4 matched\)\nWHEN .*\n.* Triggered +back\.test +thing\.2 /,
  );
  // As a draft of it, from a file; and as it is for somebody's program.
  file('draft.yaml', 'trigger: {type: event, posture: Reactive, expect: [back.test]}\nactions: []\n');
  const draft = await cli.json('backtest', 'backs', '-f', 'draft.yaml', '--since', '1h', '--limit', '1');
  expect(draft).toMatchObject({ count: 4, matched: 4, cut: null });
  expect(draft.firings).toHaveLength(1);
  const future = '{trigger: {type: event, posture: Reactive, expect: [never.came]}, actions: []}';
  const never = await cli.run(['backtest', '-j', future, '--since', '7d']);
  expect(never.stdout).toMatch(/^would have fired never from .* 0 matched\)\n$/);
  expect(never.stderr).toMatch(/^there are no events on record from before \d{4}-/);
  expect(await cli.json('firings', 'backs')).toEqual([]);
  expect(await cli.run(['backtest'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Which automation?'),
  });
  await cli.ok('delete', 'backs');
});

test('a test of an automation: its actions are carried out on an event that is made up, or recorded', async () => {
  await cli.ok('blocks', 'create', 'webhook', 'tested', '--set', `url=${sink.url}/test`);
  const definition = {
    name: 'tested',
    enabled: false,
    trigger: { type: 'event', posture: 'Reactive', expect: ['never.sent'] },
    actions: [
      { type: 'call-webhook', block_document: 'webhook/tested', payload: '"{{ event.resource.id }}"' },
    ],
  };
  await cli.ok('create', '-j', JSON.stringify(definition));
  const stdin = 'event: never.sent\nresource: {prefect.resource.id: made.up}';
  const made = await cli.run(['test-fire', 'tested', '-f', '-'], { stdin });
  expect(made.stdout).toMatch(/^tested tested \(firing .*\)\n +0 call-webhook: executed/);
  expect(made.code).toBe(0);
  const id = '6a3f1f5e-0000-4000-8000-00000000000b';
  await cli.ok('events', 'emit', 'something.else', '-r', 'recorded', '--id', id);
  const firing = await cli.json('test-fire', 'tested', '--event', id);
  expect(firing.actions).toMatchObject([{ state: 'executed' }]);
  expect(sink.at('/test').map(({ body }) => body)).toEqual(['"made.up"', '"recorded"']);
  sink.answer('/test', (_delivery, response) => response.writeHead(400).end());
  const failed = await cli.run(['test-fire', 'tested', '--event', id]);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('1 of 1 actions failed');
  await cli.ok('delete', 'tested');
});

test('events: emitted from a file, listed, streamed', async () => {
  const path = file(
    'events.json',
    JSON.stringify([
      { event: 'a.one', resource: { 'prefect.resource.id': 'r.1' } },
      { event: 'a.two', resource: { 'prefect.resource.id': 'r.2' } },
    ]),
  );
  const stream = cli.run(['events', 'stream', '-e', 'a.*', '--since', '5m', '-n', '3', '-o', 'json']);
  await cli.ok('events', 'emit', '-f', path);
  const again = '6a3f1f5e-0000-4000-8000-00000000000a';
  for (const _ of [1, 2])
    await cli.ok('events', 'emit', 'a.three', '-r', 'r.3', '--related', 'flow=f.1', '--id', again);
  const { stdout } = await stream;
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).event)
      .sort(),
  ).toEqual(['a.one', 'a.three', 'a.two']);

  const found = await cli.json('events', 'ls', '--event', 'a.*', '--since', '1h');
  expect(found.map((event: { event: string }) => event.event).sort()).toEqual(['a.one', 'a.three', 'a.two']);
  expect(await cli.json('events', 'ls', '--resource', 'r.2')).toHaveLength(1);
  expect(await cli.json('events', 'ls', '--related', 'f.1')).toHaveLength(1);
  expect(await cli.json('events', 'ls', '--event', 'a.*', '--until', '1d')).toEqual([]);
});

test('more than a page of events', async () => {
  const many = Array.from({ length: 120 }, (_, index) => ({
    event: 'many',
    resource: { 'prefect.resource.id': `m.${index}` },
  }));
  await cli.run(['events', 'emit', '-f', '-'], { stdin: JSON.stringify(many) });
  expect(await cli.json('events', 'ls', '-e', 'many', '-l', '110')).toHaveLength(110);
});

test('webhooks', async () => {
  const template = '{"event": "called", "resource": {"prefect.resource.id": "{{ body.id }}"}}';
  await cli.ok('webhooks', 'create', 'github', '-f', file('github.template', template), '-d', 'pushes');
  const { url } = await cli.json('webhooks', 'inspect', 'github');
  const call = (to: string) => fetch(to, { method: 'POST', body: new URLSearchParams({ id: '7' }) });
  expect((await call(url)).status).toBe(204);
  expect(await cli.ok('webhooks', 'requests', 'github')).toMatch(/POST +204 +\{"event": "called"/);
  await cli.ok('webhooks', 'update', 'github', '--disabled');
  expect((await call(url)).status).toBe(404);
  await cli.ok('webhooks', 'update', 'github', '--enabled', '--name', 'hub');
  const { url: other } = await cli.json('webhooks', 'rotate', 'hub');
  expect(other).not.toBe(url);
  expect([(await call(url)).status, (await call(other)).status]).toEqual([404, 204]);
  expect(await cli.ok('webhooks', 'ls')).toContain(other);
  const broken = await cli.run(['webhooks', 'create', 'broken', '--template', '{{ nope']);
  expect(broken.code).toBe(1);
  expect(broken.stderr).toContain('template');
  await cli.ok('webhooks', 'delete', 'hub');
  expect(await cli.json('webhooks', 'ls')).toEqual([]);
});

test('blocks: secrets go in and do not come out', async () => {
  expect(await cli.ok('blocks', 'types')).toContain('slack-webhook');
  const secret = 'https://hooks.slack.com/services/T0/B0/s3cret';
  const data = await cli.run(['blocks', 'create', 'slack-webhook', 'alerts', '--data', '@-'], {
    stdin: `url: ${secret}`,
  });
  expect(data.code).toBe(0);
  expect(await cli.ok('blocks', 'ls', '--type', 'slack-webhook')).toContain('slack-webhook/alerts');
  for (const format of ['table', 'json', 'yaml']) {
    expect(await cli.ok('blocks', 'inspect', 'slack-webhook/alerts', '-o', format)).not.toContain('s3cret');
  }
  await cli.ok(
    'blocks',
    'create',
    'webhook',
    'put',
    '--set',
    'url=https://example.com/',
    '--set',
    'method=PUT',
  );
  await cli.ok('blocks', 'update', 'webhook/put', '--set', 'method=PATCH');
  await cli.ok('blocks', 'delete', 'webhook/put');
  expect((await cli.run(['blocks', 'inspect', 'webhook/put'])).code).toBe(1);
  const unknown = await cli.run(['blocks', 'create', 'nothing', 'x', '--set', 'a=1']);
  expect(unknown.stderr).toContain('automations blocks types');
});

test('incidents', async () => {
  await cli.ok(
    'incidents',
    'declare',
    'shop is down',
    '--severity',
    'high',
    '--related',
    'flow-run=prefect.flow-run.1',
  );
  expect(await cli.ok('incidents', 'ls')).toMatch(/shop is down +high +active/);
  expect(await cli.ok('incidents', 'acknowledge', 'shop is down')).toBe('shop is down: acknowledged\n');
  await cli.ok('incidents', 'update', 'shop is down', '--summary', 'disk full');
  await cli.ok('incidents', 'resolve', 'shop is down');
  expect(await cli.json('incidents', 'ls')).toEqual([]);
  const [incident] = await cli.json('incidents', 'ls', '--all');
  expect(incident).toMatchObject({ status: 'resolved', summary: 'disk full' });
  expect(await cli.ok('incidents', 'reopen', incident.id)).toBe('shop is down: active\n');
  expect((await cli.run(['incidents', 'declare', 'x', '--severity', 'awful'])).code).toBe(2);
});

describe('deploy', () => {
  const ours = async (): Promise<string[]> =>
    (await cli.json('ls'))
      .map(({ name }: { name: string }) => name)
      .filter((name: string) => name !== 'fails');

  test('again replaces, and --trigger stands in place of the triggers of the file', async () => {
    file(
      'deployments.yaml',
      `
deployments:
  - name: nightly
    flow_name: etl
    tags: [prod]
    parameters: {day: today}
    work_pool: {name: etl-pool}
    schedules: [{cron: "0 3 * * *", timezone: Europe/Berlin, slug: night}]
    triggers:
      - expect: [upload.done]
        enabled: false
        parameters: {file: "{{ event.payload.file }}"}
      - {name: both, type: sequence, within: 60, triggers: [{expect: [a], posture: Reactive}, {expect: [b], posture: Reactive}]}
`,
    );
    const first = await cli.run(['deploy']);
    expect(first.stdout).toMatch(/^deployed etl\/nightly \(.*\), 2 triggers: nightly__automation_1, both\n$/);
    expect(first.stderr).toBe('made the work pool etl-pool\n');
    await cli.ok('deploy', '-n', 'etl/nightly');
    expect(await ours()).toEqual(['both', 'nightly__automation_1']);
    expect(await cli.json('inspect', 'nightly__automation_1')).toMatchObject({
      enabled: false,
      actions: [
        { type: 'run-deployment', source: 'selected', parameters: { file: '{{ event.payload.file }}' } },
      ],
    });
    const [deployment] = await cli.json('deployments', 'ls');
    expect(deployment).toMatchObject({
      name: 'nightly',
      flow: 'etl',
      tags: ['prod'],
      work_pool_name: 'etl-pool',
    });
    expect(deployment.schedules).toMatchObject([{ slug: 'night', schedule: { cron: '0 3 * * *' } }]);

    await cli.ok('deploy', '-n', 'nightly', '--trigger', '{"expect": ["x.y"], "name": "given"}');
    expect(await ours()).toEqual(['given']);
    const path = file(
      'triggers.yaml',
      'triggers:\n  - {expect: [one], name: first}\n  - {expect: [two], name: second}\n',
    );
    await cli.ok('deploy', '--trigger', path);
    expect(await ours()).toEqual(['first', 'second']);
  });

  test('a trigger that would be refused changes nothing', async () => {
    const trigger = '{"posture": "Proactive", "within": 3, "expect": ["x"]}';
    const { code, stderr } = await cli.run(['deploy', '--trigger', trigger]);
    expect(code).toBe(2);
    expect(stderr).toContain('greater than or equal to 10 seconds');
    expect(await ours()).toEqual(['first', 'second']);
  });

  test('deployments and their runs', async () => {
    await cli.ok('deployments', 'pause', 'etl/nightly');
    expect(await cli.ok('deployments', 'ls')).toMatch(/etl\/nightly +paused/);
    await cli.ok('deployments', 'resume', 'etl/nightly');
    const started = ['deployments', 'run', 'etl/nightly', '--param', 'n=3', '--params', '{day: monday}'];
    const run = await cli.json(...started, '--start-at', '2030-01-01T00:00:00Z', '--name', 'later');
    expect(run).toMatchObject({
      name: 'later',
      parameters: { n: 3, day: 'monday' },
      state_name: 'Scheduled',
    });
    expect(await cli.ok('runs', 'ls', '--state', 'Scheduled', '--flow', 'etl')).toMatch(
      /later +etl +Scheduled/,
    );
    expect(await cli.ok('runs', 'suspend', 'later')).toBe('later: Suspended\n');
    expect(await cli.ok('runs', 'resume', 'later')).toBe('later: Scheduled\n');
    await cli.ok('runs', 'cancel', 'later', '-m', 'not needed');
    await until(
      'it is cancelled',
      async () => (await cli.json('runs', 'inspect', 'later')).state_name === 'Cancelled',
    );
    const watched = await cli.run([
      'deployments',
      'run',
      'etl/nightly',
      '--name',
      'slow',
      '--watch',
      '--timeout',
      '1',
    ]);
    expect(watched).toMatchObject({ code: 1, stdout: '' });
    expect(watched.stderr).toMatch(/slow: (Scheduled|Pending|Running)\n[\s\S]*error: slow is still/);
    await cli.ok('runs', 'delete', 'later');
    expect((await cli.run(['runs', 'inspect', 'later'])).code).toBe(1);
  });

  test('a deployment goes with its triggers', async () => {
    await cli.ok('deployments', 'delete', 'etl/nightly');
    expect(await ours()).toEqual([]);
    expect(await cli.json('deployments', 'ls')).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test.each([
    [['bogus'], 2, 'unknown command'],
    [['ls', '--bogus'], 2, 'unknown option'],
    [['ls', '-o', 'xml'], 2, 'Allowed choices are table, json, yaml'],
    [['inspect'], 2, 'missing required argument'],
    [['inspect', 'nope'], 1, 'There is no automation "nope"'],
    [['create'], 2, '--from-file'],
    [['create', '-f', 'nowhere.yaml'], 2, 'nowhere.yaml'],
    [['create', '--from-json', '{"name": "x"'], 2, '--from-json'],
    [
      [
        'create',
        '--from-json',
        '{"name": "x", "trigger": {"type": "event", "posture": "Lazy"}, "actions": []}',
      ],
      1,
      'posture',
    ],
    [['events', 'emit', 'x'], 2, '--resource'],
    [['--api-url', 'ftp://x', 'ls'], 2, 'no http or https URL'],
    [
      ['--api-url', 'http://127.0.0.1:65533/api', 'ls'],
      1,
      'No gateway answers at http://127.0.0.1:65533/api (ECONNREFUSED)',
    ],
    [['--profile', 'nope', 'ls'], 2, 'There is no profile "nope"'],
  ])('%j: exit code %i', async (args, code, text) => {
    const run = await cli.run(args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(text);
    expect(run.stderr).not.toMatch(/^ +at /m);
  });

  test('the process ends by itself, with that code', async () => {
    expect(await cli.start(['ls'])).toMatchObject({ code: 0, stderr: '' });
    const refused = await cli.start(['inspect', 'nobody']);
    expect(refused).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining('nobody') });
    expect((await cli.start(['events', 'stream', '-n', '1', '--since', '1h'])).code).toBe(0);
    expect((await cli.start(['--nope'])).code).toBe(2);
  });

  test('a reader that goes away is no failure', async () => {
    const script = `"${process.execPath}" "${cli.program}" events ls -l 200 -o json | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`;
    expect((await cli.exec('bash', ['-c', script])).stdout).toBe('0\n');
  });
});

describe('profiles', () => {
  test('keep a key to themselves, and say where to go', async () => {
    const elsewhere = { AUTOMATIONS_API_URL: '' };
    const run = (args: string[], stdin?: string) =>
      cli.run(args, { env: elsewhere, ...(stdin !== undefined && { stdin }) });
    const set = ['profile', 'set', 'here', '--url', `${server.url}/api`, '--key', '-'];
    expect((await run(set, 'hunter2hunter2\n')).stdout).toContain('with a key');
    const path = join(cli.folder, 'profiles.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toContain('hunter2hunter2');
    for (const format of ['table', 'json', 'yaml']) {
      const { stdout } = await run(['profile', 'ls', '-o', format]);
      expect(stdout).toContain('here');
      expect(stdout).not.toContain('hunter2');
    }
    // The first one is used at once; the server asks for no key and does not mind one.
    expect((await run(['ls'])).code).toBe(0);
    await run(['profile', 'set', 'away', '--url', 'http://127.0.0.1:65533/api']);
    expect((await run(['--profile', 'away', 'ls'])).stderr).toContain('the address comes from profile away');
    await run(['profile', 'use', 'away']);
    expect((await run(['ls'])).code).toBe(1);
    expect((await run(['--profile', 'here', 'ls'])).code).toBe(0);
    expect((await cli.run(['ls'])).code).toBe(0);
    expect((await run(['profile', 'delete', 'away'])).code).toBe(0);
    // Another address does not inherit the key.
    await run(['profile', 'set', 'here', '--url', 'http://127.0.0.1:2/api']);
    expect(readFileSync(path, 'utf8')).not.toContain('hunter2');
  });

  test('one that others can read is told of', async () => {
    const folder = join(cli.folder, 'open');
    mkdirSync(folder);
    const path = join(folder, 'profiles.json');
    writeFileSync(path, JSON.stringify({ active: null, profiles: {} }), { mode: 0o644 });
    const { stderr } = await cli.run(['profile', 'ls'], { env: { AUTOMATIONS_PROFILES: path } });
    expect(stderr).toContain(`chmod 600 ${path}`);
  });
});

test('every command has help with an example', async () => {
  const { commandLine } = await import('../../src/cli/command-line.ts');
  const leaves = (command: ReturnType<typeof commandLine>): ReturnType<typeof commandLine>[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
  const commands = leaves(commandLine()).filter((command) => command.name() !== '__complete');
  expect(commands.length).toBeGreaterThan(50);
  for (const command of commands) {
    let text = '';
    command.configureOutput({ writeOut: (part) => (text += part) });
    command.outputHelp();
    expect(text, command.name()).toMatch(/\nExamples:\n {2}\$ .*automations/);
    expect(command.description(), command.name()).not.toBe('');
  }
});
