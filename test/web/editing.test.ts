import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../support/chromium.ts';
import { eventBody, send, startGateway, type TestGateway } from '../support/gateway.ts';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { until } from '../support/until.ts';
import { builtPage, complaintsOf, fitsPhone, screenshot, seriousViolations } from '../support/web-page.ts';

let gateway: TestGateway;
let browser: Browser;
let sink: HttpSink;
const seeded = { automation: '', webhook: '', slug: '', block: '', event: '' };

const DESKTOP = { width: 1360, height: 1000 };

const definition = {
  name: 'Orders and stock',
  description: 'Tells the shop',
  enabled: true,
  tags: ['shop'],
  trigger: {
    type: 'compound',
    require: 'all',
    within: 3_600,
    triggers: [
      {
        type: 'event',
        posture: 'Reactive',
        match: { 'prefect.resource.id': ['order.*', '!order.test'], region: 'eu' },
        match_related: [{ 'prefect.resource.role': 'customer' }, { vip: 'yes' }],
        after: [],
        expect: ['order.paid'],
        for_each: ['prefect.resource.id'],
        threshold: 2,
        within: 90.5,
      },
      {
        type: 'metric',
        posture: 'Metric',
        match: {},
        match_related: {},
        metric: { name: 'lateness', operator: '>', threshold: 12.5, range: 900, firing_for: 300 },
      },
    ],
  },
  actions: [{ type: 'declare-incident', name: '{{ event.event }}', severity: 'minor', tags: ['a'] }],
  actions_on_trigger: [{ type: 'cancel-flow-run' }],
  actions_on_resolve: [],
};

beforeAll(async () => {
  await builtPage();
  [gateway, browser, sink] = await Promise.all([
    startGateway({ allowPrivateHosts: ['127.0.0.1'] }),
    startBrowser(),
    startSink(),
  ]);
  const event = eventBody('order.paid', { resource: { 'prefect.resource.id': 'order.7' } });
  await gateway.call('POST', '/events', [event]);
  seeded.event = event['id'] as string;
  seeded.automation = (await gateway.call('POST', '/automations/', definition)).body.id as string;
  const template = '{"event": "{{ body.kind }}", "resource": {"prefect.resource.id": "m.{{ body.id }}"}}';
  const { body: webhook } = await gateway.call('POST', '/webhooks/', { name: 'Models', template });
  seeded.webhook = webhook.id as string;
  seeded.slug = webhook.slug as string;
  await send(`${gateway.url}/hooks/${seeded.slug}`, 'POST', '{"kind": "model.made", "id": 1}');
  seeded.block = await createBlock('shop-chat', { url: `${sink.url}/chat` });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
  await sink?.close();
});

async function createBlock(name: string, data: object): Promise<string> {
  const { body: type } = await gateway.call('GET', '/block_types/slug/webhook');
  const { body: schemas } = await gateway.call('POST', '/block_schemas/filter', {
    block_schemas: { block_type_id: { any_: [type.id] } },
  });
  const body = { name, data, block_type_id: type.id, block_schema_id: schemas[0].id };
  return (await gateway.call('POST', '/block_documents/', body)).body.id as string;
}

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: 'light',
    viewport: DESKTOP,
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${gateway.url}${path}`);
  return page;
}

const views = (): readonly (readonly [string, string, string])[] => [
  ['automation-new', '/automations/new', 'Would have fired'],
  ['automation-edit', `/automations/${seeded.automation}/edit`, 'Remove this trigger'],
  ['webhooks', '/webhooks', 'Models'],
  ['webhook-new', '/webhooks/new', 'The event that it makes'],
  ['webhook', `/webhooks/${seeded.webhook}`, 'POST 204'],
  ['blocks', '/blocks', 'shop-chat'],
  ['block-types', '/blocks/new', 'Slack Webhook'],
  ['block-new', '/blocks/new/email-server-credentials', 'SMTP Server'],
  ['block', `/blocks/${seeded.block}`, 'Replace'],
];

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test('each view shows its data, without a serious violation and without an error', async () => {
    const page = await open('/blocks', { colorScheme });
    const complaints = complaintsOf(page);
    for (const [name, path, text] of views()) {
      await page.goto(`${gateway.url}${path}`);
      await page.getByText(text).first().waitFor();
      if (name.startsWith('automation')) await page.locator('.cm-line').first().waitFor();
      await screenshot(page, `${name}-${colorScheme}`);
      expect(await seriousViolations(page), name).toEqual([]);
      if (colorScheme === 'light') await fitsPhone(page, name, DESKTOP);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);
});

describe('automations', () => {
  test('begin from an event, show what templates make of it, and are created', async () => {
    const page = await open(`/automations/new?event=${seeded.event}`);
    await page.getByText('Would have fired once').waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Paid orders');
    await page.getByText('It fired because of order.paid on order.7.').waitFor();
    await page.getByRole('combobox', { name: 'Do this' }).click();
    await page.getByRole('option', { name: 'Call a webhook' }).click();
    await page.getByRole('combobox', { name: 'Webhook block' }).click();
    await page.getByRole('option', { name: /shop-chat/ }).click();
    await page.getByText('{"event": "order.paid"}').waitFor();
    await page.getByRole('button', { name: 'Create' }).click();
    const made = await until('created', async () => {
      const { body } = await gateway.call('POST', '/automations/filter', {
        automations: { name: { any_: ['Paid orders'] } },
      });
      return body.length === 1 ? body[0] : null;
    });
    expect(made).toMatchObject({
      trigger: { expect: ['order.paid'], match: { 'prefect.resource.id': 'order.7' } },
      actions: [{ type: 'call-webhook', block_document_id: seeded.block }],
    });
    await page.waitForURL(`**/automations/${made.id}`);
    await page.context().close();
  }, 60_000);

  test('keep what the form does not touch; form and text are two views of one thing', async () => {
    const page = await open(`/automations/${seeded.automation}/edit`);
    const text = page.getByRole('textbox', { name: 'The automation as YAML' });
    await text.getByText('Tells the shop').waitFor();
    await page.getByLabel('Description', { exact: true }).fill('Tells everybody');
    await text.getByText('Tells everybody').waitFor();
    await page.getByText('JSON', { exact: true }).click();
    const json = page.getByRole('textbox', { name: 'The automation as JSON' });
    await json.getByText('"Tells everybody"').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(`**/automations/${seeded.automation}`);
    const { body } = await gateway.call('GET', `/automations/${seeded.automation}`);
    expect(withoutIds(body)).toMatchObject({ ...definition, description: 'Tells everybody' });
    await page.context().close();
  }, 60_000);

  test('take what is written in the text, and say when it cannot be read', async () => {
    const page = await open('/automations/new');
    const text = page.getByRole('textbox', { name: 'The automation as YAML' });
    await text.fill(
      'name: From text\ntrigger:\n  type: event\n  posture: Proactive\n  expect: [order.paid]\n  within: 60\nactions:\n  - {type: send-notification, subject: "{{ event.event }} stayed away", body: b}\n',
    );
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Name', exact: true }).inputValue(), { timeout: 20_000 })
      .toBe('From text');
    expect(await page.getByRole('radio', { name: 'It does not happen in time' }).isChecked()).toBe(true);
    // Shown with the latest event that the trigger expects, without a choice.
    await page.getByText('order.paid stayed away').waitFor();
    await text.fill('name: [');
    await page.getByText('The text cannot be read').waitFor();
    expect(await page.getByRole('button', { name: 'Create' }).isDisabled()).toBe(true);
    await page.context().close();
  }, 60_000);

  test('show what the server refuses at the field and in the text', async () => {
    const page = await open('/automations/new');
    await page.getByLabel('Subject', { exact: true }).fill('{% if %}');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('This was not saved').waitFor();
    await page
      .getByText(/'subject' is not a valid template/)
      .nth(1)
      .waitFor();
    await page.locator('.cm-lint-marker-error').first().waitFor();
    await page.context().close();
  }, 60_000);

  test('ask before changes are lost', async () => {
    const page = await open('/automations/new');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Half done');
    page.once('dialog', (dialog) => void dialog.dismiss());
    await page.getByRole('link', { name: 'Webhooks' }).click();
    expect(new URL(page.url()).pathname).toBe('/automations/new');
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Half done');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('link', { name: 'Webhooks' }).click();
    await page.waitForURL('**/webhooks');
    await page.context().close();
  }, 60_000);
});

test('webhooks are created, tried on a pasted call, rotated and paused', async () => {
  const page = await open('/webhooks/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Made in the page');
  await page.getByLabel('Body', { exact: true }).fill('{"event": "pasted.call", "id": 3}');
  await page.getByText('"pasted.call"').first().waitFor();
  await page.getByLabel('Body', { exact: true }).fill('{"event": ');
  await page.getByText('The call would be refused').waitFor();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByText(/^curl -X POST/).waitFor();
  const { body: found } = await gateway.call('POST', '/webhooks/filter', {
    webhooks: { name: { any_: ['Made in the page'] } },
  });
  const [{ id, slug }] = found;
  await page.getByText(`${gateway.url}/hooks/${slug}`, { exact: true }).waitFor();
  await send(`${gateway.url}/hooks/${slug}`, 'POST', '{"event": "called.it", "id": 4}');
  await page.getByRole('button', { name: /POST 204/ }).click();
  await page.getByText('"called.it"').first().waitFor();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'New address' }).click();
  await until('rotated', async () => (await gateway.call('GET', `/webhooks/${id}`)).body.slug !== slug);
  await page.getByRole('switch', { name: 'On' }).press('Space');
  await until('paused', async () => !(await gateway.call('GET', `/webhooks/${id}`)).body.enabled);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL('**/webhooks');
  expect((await gateway.call('GET', `/webhooks/${id}`)).status).toBe(404);
  await page.context().close();
}, 90_000);

test('blocks are created, tested, and never show their secrets again', async () => {
  const page = await open('/blocks/new/webhook');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('from-page');
  await page.getByLabel('Webhook URL', { exact: false }).first().fill(`${sink.url}/from-page`);
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: 'Replace' }).waitFor();
  expect(await page.content()).not.toContain(`${sink.url}/from-page`);
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await page.getByText('The test message was taken').waitFor();
  expect(sink.at('/from-page')).toHaveLength(1);
  // What is kept stays when something else is changed.
  await page.getByRole('combobox', { name: 'Method' }).click();
  await page.getByRole('option', { name: 'PUT' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The block is saved').first().waitFor();
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await until('called again', () => Promise.resolve(sink.at('/from-page').length === 2));
  await page.context().close();
}, 90_000);

test('a block that automations use is not deleted without saying so', async () => {
  const id = await createBlock('used', { url: `${sink.url}/used` });
  await gateway.call('POST', '/automations/', {
    ...definition,
    name: 'User of the block',
    actions: [{ type: 'call-webhook', block_document_id: id, payload: '' }],
  });
  const page = await open(`/blocks/${id}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'User of the block' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForURL('**/blocks');
  expect((await gateway.call('GET', `/block_documents/${id}`)).status).toBe(404);
  await page.context().close();
}, 60_000);

function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'id' ? undefined : one)));
}
