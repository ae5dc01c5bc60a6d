import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UpstreamClient, upstreamAgent } from '../../src/upstream/client.ts';
import { upstreamTarget } from '../../src/upstream/target.ts';
import { startBrowser } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { automationBody, startGateway, type TestGateway } from '../support/gateway.ts';
import { PrefectServer } from '../support/prefect-server.ts';

// Prefect's own pages, served by the server behind, in a real browser: they use the gateway as their API.

const key = { authorization: 'Bearer s3cret' };
let prefect: PrefectServer;
let gateway: TestGateway;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const port = await freePort();
  const authString = 'admin:behind';
  prefect = await PrefectServer.start({
    PREFECT_UI_ENABLED: 'true',
    PREFECT_UI_API_URL: `http://127.0.0.1:${port}/api`,
    PREFECT_SERVER_API_AUTH_STRING: authString,
  });
  const agent = upstreamAgent();
  const target = upstreamTarget({ apiUrl: prefect.apiUrl, apiKey: undefined, authString });
  gateway = await startGateway({
    port,
    apiKeys: [{ name: 'ci', key: 's3cret' }],
    corsOrigins: [new URL(prefect.apiUrl).origin],
    upstream: { agent, client: new UpstreamClient(target, agent) },
  });
  browser = await startBrowser();
  page = await browser.newPage();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
  await prefect?.close();
});

it('show the automations of the gateway to who has a key of the gateway', async () => {
  const made = await gateway.call('POST', '/automations/', automationBody('kept by the gateway'), key);
  expect(made.status).toBe(201);
  await prefect.api('POST', '/flows/', { name: 'kept-by-the-server' });
  const origin = new URL(prefect.apiUrl).origin;
  await page.goto(`${origin}/automations`, { waitUntil: 'domcontentloaded', timeout: 90_000 });
  await page.waitForURL(/login/);
  await page.fill('input[type=password]', 'ci:s3cret');
  await page.click('button[type=submit]');
  await page.getByText('kept by the gateway').first().waitFor({ timeout: 60_000 });
  await page.goto(`${origin}/flows`, { waitUntil: 'domcontentloaded' });
  await page.getByText('kept-by-the-server').first().waitFor({ timeout: 60_000 });
}, 240_000);

it('may listen to the events of the gateway', async () => {
  const first = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url, ['prefect']);
        socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: 'ci:s3cret' }));
        socket.onmessage = (message) => resolve(String(message.data));
        socket.onclose = ({ code, reason }) => resolve(`${code} ${reason}`);
      }),
    `${gateway.url.replace('http', 'ws')}/api/events/out`,
  );
  expect(JSON.parse(first)).toEqual({ type: 'auth_success' });
}, 60_000);

it('of another origin may not', async () => {
  const elsewhere = await browser.newPage();
  await elsewhere.goto(`${new URL(prefect.apiUrl).origin.replace('127.0.0.1', 'localhost')}/ui-settings`);
  const reply = await elsewhere.evaluate(
    (url) =>
      fetch(url, { headers: { authorization: 'Bearer s3cret' } }).then(
        String,
        (error) => `refused: ${error}`,
      ),
    `${gateway.url}/api/version`,
  );
  expect(reply).toMatch(/^refused/);
}, 60_000);
