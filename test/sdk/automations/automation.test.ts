import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as sdk from '../../../src/sdk/index.ts';
import { actionSchemas } from '../../../src/schemas/actions.ts';
import { automationCreateSchema } from '../../../src/schemas/automations.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';

const { Automation, AutomationsClient, CompoundTrigger, EventTrigger, MetricTrigger, SequenceTrigger } = sdk;

let gateway: TestGateway;
let client: sdk.AutomationsClient;

beforeAll(async () => {
  gateway = await startGateway();
  client = new AutomationsClient({ url: gateway.url });
});
afterAll(() => gateway.close());

const id = (): string => randomUUID();
const trigger = (): sdk.EventTrigger => new EventTrigger({ expect: ['animal.walked'] });
const make = (name: string, more: Partial<sdk.AutomationOptions> = {}): Promise<sdk.Automation> =>
  new Automation({ name, trigger: trigger(), actions: [new sdk.DoNothing()], ...more }, client).create();

const ALL_ACTIONS: sdk.Action[] = [
  new sdk.DoNothing(),
  new sdk.RunDeployment({ deployment_id: id(), parameters: { day: 'monday' }, schedule_after: 60 }),
  new sdk.RunDeployment({ source: 'inferred' }),
  new sdk.PauseDeployment({ deployment_id: id() }),
  new sdk.ResumeDeployment({ source: 'inferred' }),
  new sdk.CancelFlowRun(),
  new sdk.DeleteFlowRun(),
  new sdk.SuspendFlowRun(),
  new sdk.ResumeFlowRun(),
  new sdk.ChangeFlowRunState({ state: 'FAILED', name: 'Broken', message: 'why', force: true }),
  new sdk.PauseWorkQueue({ work_queue_id: id() }),
  new sdk.ResumeWorkQueue({ source: 'inferred' }),
  new sdk.PauseWorkPool({ work_pool_id: id() }),
  new sdk.ResumeWorkPool({ source: 'inferred' }),
  new sdk.PauseAutomation({ automation_id: id() }),
  new sdk.ResumeAutomation({ source: 'inferred' }),
  new sdk.SendNotification({ block_document_id: id(), subject: '{{ event.id }}', body: 'x' }),
  new sdk.SendEmailNotification({ emails: ['a@example.com'], body: 'x' }),
  new sdk.CallWebhook({ block_document_id: id(), payload: { id: '{{ event.id }}' } }),
  new sdk.DeclareIncident({ name: 'n', severity: 'high', tags: ['a'] }),
];

test('every trigger and every action passes the server and comes back as its class', async () => {
  expect(new Set(ALL_ACTIONS.map(({ type }) => type)).size).toBe(Object.keys(actionSchemas).length);
  const automation = await make('all', {
    description: 'everything',
    tags: ['a', 'b'],
    trigger: new SequenceTrigger({
      within: 600,
      triggers: [
        new CompoundTrigger({
          require: 1,
          triggers: [
            new EventTrigger({
              posture: 'Proactive',
              after: ['a'],
              expect: ['b.*'],
              within: 30,
              threshold: 2,
            }),
            new MetricTrigger({ metric: { name: 'duration', operator: '>', threshold: 60, range: 600 } }),
          ],
        }),
        new EventTrigger({
          match: { 'prefect.resource.id': ['x.*', 'y'] },
          match_related: [{ 'prefect.resource.role': 'flow' }],
          for_each: ['prefect.resource.id'],
        }),
      ],
    }),
    actions: ALL_ACTIONS,
    actions_on_trigger: [new sdk.DoNothing()],
    actions_on_resolve: [new sdk.CancelFlowRun()],
  });
  const read = await Automation.read({ id: automation.id }, { client });
  expect(read.trigger).toBeInstanceOf(SequenceTrigger);
  const [compound, event] = (read.trigger as sdk.SequenceTrigger).triggers;
  expect(compound).toBeInstanceOf(CompoundTrigger);
  expect((compound as sdk.CompoundTrigger).triggers[1]).toBeInstanceOf(MetricTrigger);
  expect(event).toBeInstanceOf(EventTrigger);
  const classes = (actions: readonly sdk.Action[]): string[] =>
    actions.map((action) => action.constructor.name);
  expect(classes(read.actions)).toEqual(classes(ALL_ACTIONS));
  expect(JSON.parse(JSON.stringify(read.actions))).toEqual(JSON.parse(JSON.stringify(ALL_ACTIONS)));
  expect(read.actions_on_resolve[0]).toBeInstanceOf(sdk.CancelFlowRun);
  expect(read).toMatchObject({
    description: 'everything',
    tags: ['a', 'b'],
    enabled: true,
    id: automation.id,
  });
  // Written back as it was read, nothing changes but the ids of the triggers.
  const before = JSON.stringify(read);
  await read.update();
  await read.refresh();
  const withoutIds = (text: string): string => text.replaceAll(/"id":"[^"]+",/g, '');
  expect(withoutIds(JSON.stringify(read))).toBe(withoutIds(before));
});

test('the example of the documentation is the body that the server knows', () => {
  const automation = new Automation({
    name: 'woodchonk',
    trigger: new EventTrigger({
      expect: ['animal.walked'],
      match: { genus: 'Marmota', species: 'monax' },
      posture: 'Reactive',
      threshold: 3,
    }),
    actions: [new sdk.CancelFlowRun()],
  });
  expect(() => automation.id).toThrow(/create\(\) it first/);
  expect(automationCreateSchema.parse(JSON.parse(JSON.stringify(automation)))).toMatchObject({
    name: 'woodchonk',
    trigger: { type: 'event', threshold: 3, within: 0 },
    actions: [{ type: 'cancel-flow-run' }],
  });
});

test('an automation is read by name or id, changed, paused and deleted', async () => {
  const older = await make('twice');
  const automation = await make('twice', { enabled: false });
  expect((await Automation.read('twice', { client })).id).toBe(automation.id);
  expect((await Automation.read({ name: 'twice' }, { client })).enabled).toBe(false);
  expect((await Automation.read(older.id, { client })).created).toBe(older.created);
  await expect(Automation.read('nobody', { client })).rejects.toThrow(
    "There is no automation named 'nobody'",
  );
  await expect(Automation.read({ id: id() }, { client })).rejects.toBeInstanceOf(sdk.NotFoundError);

  automation.name = 'thrice';
  automation.tags = ['new'];
  await automation.update();
  await automation.enable();
  const read = await Automation.read({ id: automation.id }, { client });
  expect(read).toMatchObject({ name: 'thrice', tags: ['new'], enabled: true });
  await read.disable();
  await automation.refresh();
  expect(automation.enabled).toBe(false);
  expect(await automation.delete()).toBe(true);
  expect(await automation.delete()).toBe(false);
  await expect(automation.update()).rejects.toBeInstanceOf(sdk.NotFoundError);
  await expect(automation.create()).rejects.toThrow(/created already/);
});

test('a refusal tells the field', async () => {
  const error = await make('bad', {
    trigger: new EventTrigger({ posture: 'Proactive', expect: ['a'], within: 3 }),
  }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(sdk.InvalidRequestError);
  expect((error as sdk.InvalidRequestError).fields[0]).toMatchObject({
    path: expect.stringMatching(/^trigger/),
    message: expect.stringContaining('10 seconds'),
  });
});

test('lists come page by page and whole', async () => {
  const names = Array.from({ length: 203 }, (_, index) => `many-${String(index).padStart(3, '0')}`);
  for (const name of names) {
    await gateway.store.automations.create(
      automationCreateSchema.parse({ name, tags: ['many'], trigger: trigger(), actions: [] }),
    );
  }
  const listed: string[] = [];
  for await (const { name } of Automation.list({ tags: ['many'] }, { client })) listed.push(name);
  expect(listed).toEqual(names);
  for await (const { name } of Automation.list({ names: ['many-007'] }, { client })) listed.push(name);
  expect(listed.at(-1)).toBe('many-007');
  expect(await Automation.count({ client })).toBeGreaterThan(203);
});

test('a creation under one key happens once, and never again after a deletion', async () => {
  const body = { name: 'once', trigger: trigger(), actions: [] };
  const post = (): Promise<sdk.AutomationJson> =>
    client.post('/automations/', body, { idempotencyKey: 'the key' });
  const [one, two] = await Promise.all([post(), post()]);
  expect(two.id).toBe(one.id);
  await client.delete(`/automations/${one.id}`);
  await expect(post()).rejects.toBeInstanceOf(sdk.ConflictError);
});

test('what a resource owns is set as a whole; what says the same stays as it is', async () => {
  const owner = `prefect.deployment.${id()}`;
  const path = `/automations/owned-by/${owner}`;
  const body = (name: string, more: object = {}): object => ({
    name,
    trigger: trigger(),
    actions: [],
    ...more,
  });
  const versions = async (): Promise<string[]> =>
    (await gateway.store.log.read(0, 100_000)).flatMap((entry) =>
      entry.kind === 'control' && owned.some((one) => one.id === entry.automationId)
        ? [entry.control.type]
        : [],
    );
  const compound = {
    trigger: new CompoundTrigger({
      require: 'any',
      triggers: [trigger(), new EventTrigger({ expect: ['b'] })],
    }),
  };
  const owned = await client.put<sdk.AutomationJson[]>(path, [body('a'), body('b'), body('c', compound)]);
  expect(owned.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  const again = await client.put<sdk.AutomationJson[]>(path, [
    body('c', compound),
    body('a', { description: 'new' }),
    body('d'),
  ]);
  expect(again.map((one) => one.id).slice(0, 2)).toEqual([owned[2]!.id, owned[0]!.id]);
  expect(await versions()).toEqual(['created', 'created', 'created', 'deleted', 'updated']);
  const related = await client.get<sdk.AutomationJson[]>(`/automations/related-to/${owner}`);
  expect(related.map(({ name }) => name)).toEqual(['a', 'c', 'd']);
  await expect(client.put(path, [body('x'), body('x')])).rejects.toThrow(/\[1\]\.name: .*there twice/);
});
