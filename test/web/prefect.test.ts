import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UpstreamClient, upstreamAgent } from '../../src/upstream/client.ts';
import { upstreamTarget } from '../../src/upstream/target.ts';
import { startBrowser } from '../support/chromium.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { PrefectServer } from '../support/prefect-server.ts';
import { until } from '../support/until.ts';
import { builtPage, complaintsOf, screenshot } from '../support/web-page.ts';

// The page of a gateway that stands in front of a real Prefect server: what it shows and does is that server's.

let prefect: PrefectServer;
let gateway: TestGateway;
let browser: Browser;
const seeded = { deployment: '', run: '', pending: '' };

beforeAll(async () => {
  await builtPage();
  [prefect, browser] = await Promise.all([PrefectServer.start(), startBrowser()]);
  const agent = upstreamAgent();
  const target = upstreamTarget({ apiUrl: prefect.apiUrl, apiKey: undefined, authString: undefined });
  gateway = await startGateway({ upstream: { agent, client: new UpstreamClient(target, agent) } });
  const { id: flow } = await prefect.api('POST', '/flows/', { name: 'etl' });
  await prefect.api('POST', '/work_pools/', { name: 'kubernetes', type: 'process' });
  await prefect.api('POST', '/work_pools/kubernetes/queues', { name: 'slow', priority: 5 });
  const { id: deployment } = await prefect.api('POST', '/deployments/', {
    name: 'nightly',
    flow_id: flow,
    work_pool_name: 'kubernetes',
    work_queue_name: 'slow',
    parameters: { days: 1 },
    schedules: [{ schedule: { interval: 3_600 }, active: true }],
  });
  const running = { type: 'RUNNING', name: 'Running' };
  const run = await prefect.api('POST', '/flow_runs/', {
    flow_id: flow,
    name: 'brave-otter',
    state: running,
  });
  const created = await prefect.api('POST', `/deployments/${deployment}/create_flow_run`, {
    name: 'calm-heron',
    state: running,
  });
  Object.assign(seeded, { deployment, run: run.id, pending: created.id });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
  await prefect?.close();
});

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 1360, height: 860 } });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${gateway.url}${path}`);
  return page;
}

test('each view shows what is there, without an error', async () => {
  const page = await open('/');
  const complaints = complaintsOf(page);
  const { id: queue } = await prefect.api('GET', '/work_pools/kubernetes/queues/slow');
  for (const [name, path, text] of [
    ['runs', '/runs?q=otter', 'brave-otter'],
    ['run', `/runs/${seeded.run}`, 'etl'],
    ['deployments', '/deployments', 'nightly'],
    ['deployment', `/deployments/${seeded.deployment}`, 'every hour'],
    ['pools', '/work-pools', 'kubernetes'],
    ['pool', '/work-pools/kubernetes', 'slow'],
    ['queue', `/work-queues/${queue}`, 'calm-heron'],
    ['blocks', '/blocks', 'There are no blocks yet'],
  ] as const) {
    await page.goto(`${gateway.url}${path}`);
    await page.getByText(text).first().waitFor();
    await screenshot(page, `prefect-${name}`);
  }
  await page.getByText('before a Prefect server').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
}, 120_000);

test('deployments run, with other parameters, and their schedules are paused', async () => {
  const page = await open(`/deployments/${seeded.deployment}`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('textbox', { name: 'Parameters' }).fill('{"days": 30}');
  await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  const id = page.url().split('/').at(-1);
  expect(await prefect.api('GET', `/flow_runs/${id}`)).toMatchObject({
    parameters: { days: 30 },
    deployment_id: seeded.deployment,
  });
  await page.goto(`${gateway.url}/deployments`);
  await page.getByRole('switch', { name: 'The schedules of nightly are on' }).press('Space');
  const deployment = () => prefect.api('GET', `/deployments/${seeded.deployment}`);
  await until('paused', async () => (await deployment()).paused);
  await page.getByRole('switch', { name: 'The schedules of nightly are on' }).press('Space');
  await until('resumed', async () => !(await deployment()).paused);
  await page.context().close();
}, 60_000);

test('runs are cancelled and suspended; what the server refuses is said', async () => {
  const page = await open(`/runs/${seeded.run}`);
  const state = async (id: string) => (await prefect.api('GET', `/flow_runs/${id}`)).state_type as string;
  // Prefect suspends runs of deployments only.
  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByRole('alert').filter({ hasText: 'deployment' }).waitFor();
  expect(await state(seeded.run)).toBe('RUNNING');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await until('cancelled', async () => ['CANCELLING', 'CANCELLED'].includes(await state(seeded.run)));
  await page.goto(`${gateway.url}/runs/${seeded.pending}`);
  await page.getByRole('button', { name: 'Suspend' }).click();
  await until('suspended', async () => (await state(seeded.pending)) === 'PAUSED');
  await page.getByRole('button', { name: 'Resume' }).click();
  await until('resumed', async () => (await state(seeded.pending)) === 'SCHEDULED');
  await page.context().close();
}, 60_000);

test('work pools and queues are paused', async () => {
  const page = await open('/work-pools/kubernetes');
  await page.getByRole('switch', { name: 'The work pool kubernetes is on' }).press('Space');
  await until('pool', async () => (await prefect.api('GET', '/work_pools/kubernetes')).is_paused);
  await page.getByRole('link', { name: 'slow', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'slow' }).waitFor();
  await page.getByRole('switch', { name: 'The work queue slow is on' }).press('Space');
  const queue = () => prefect.api('GET', '/work_pools/kubernetes/queues/slow');
  await until('queue', async () => (await queue()).is_paused);
  await page.getByRole('switch', { name: 'The work queue slow is on' }).press('Space');
  await until('queue again', async () => !(await queue()).is_paused);
  await page.context().close();
}, 60_000);

test('actions of automations are picked from what the server has', async () => {
  const page = await open('/automations/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Run it again');
  await page.getByRole('combobox', { name: 'Do this' }).click();
  await page.getByRole('option', { name: 'Run a deployment' }).click();
  await page.getByRole('combobox', { name: 'Deployment', exact: true }).click();
  await page.getByRole('option', { name: /nightly/ }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/automations\/[0-9a-f-]{36}$/);
  const { body } = await gateway.call('GET', `/automations/${page.url().split('/').at(-1)}`);
  expect(body.actions).toMatchObject([{ type: 'run-deployment', deployment_id: seeded.deployment }]);
  await page.getByText('nightly').first().waitFor();
  await page.context().close();
}, 60_000);
