import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { PrefectClient } from '../support/prefect.ts';

// Prefect's own unmodified client and SDK against the running gateway. What is checked stands in the Python files.

const workspace =
  '/api/accounts/0b7d3f9e-3c1a-4c41-9f5e-2f3a4f1c0b11/workspaces/8a1c9f51-58f5-4f0e-9a52-5c1b6c1e3d22';

describe.each([
  {
    about: 'without credentials',
    settings: (url: string) => ({ PREFECT_API_URL: `${url}/api` }),
    keys: false,
    scripts: ['automations.py', 'events.py', 'blocks.py', 'variables.py'],
  },
  {
    about: "with an API key, in Cloud's form of the URL",
    settings: (url: string) => ({
      PREFECT_API_URL: `${url}${workspace}`,
      PREFECT_CLOUD_API_URL: `${url}/api`,
      PREFECT_API_KEY: 's3cret',
    }),
    keys: true,
    scripts: ['automations.py', 'events.py'],
  },
  {
    about: 'with an auth string',
    settings: (url: string) => ({ PREFECT_API_URL: `${url}/api`, PREFECT_API_AUTH_STRING: 'ci:s3cret' }),
    keys: true,
    scripts: ['automations.py', 'events.py'],
  },
])("Prefect's SDK $about", ({ settings, keys, scripts }) => {
  let gateway: TestGateway;
  let client: PrefectClient;
  beforeAll(async () => {
    gateway = await startGateway({ apiKeys: keys ? [{ name: 'ci', key: 's3cret' }] : [] });
    client = new PrefectClient(settings(gateway.url));
  }, 600_000);
  afterAll(async () => {
    client.close();
    await gateway.close();
  });

  it.each(scripts)(
    '%s',
    async (script) => {
      const run = await client.script(script);
      expect(run.stderr).not.toContain('Traceback');
      expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('{"ok": true}') });
      expect(gateway.log.join('')).not.toContain('s3cret');
    },
    120_000,
  );
});
