import { describe, expect, test } from 'vitest';
import { readSettings } from '../src/settings.ts';
import { temporalTarget, wantsExistingTemporal } from '../src/temporal/target.ts';

describe('settings', () => {
  test('have defaults for everything, and empty variables count as absent', () => {
    const settings = readSettings({ HOME: '/home/x', PORT: '', AUTOMATIONS_API_KEY: ' ' });
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 4300,
      healthPort: undefined,
      databaseUrl: undefined,
      apiKeys: [],
      allowPrivateHosts: [],
      retentionDays: 7,
      chainDepth: 10,
      loopFirings: 1_000,
      logLevel: 'info',
      uiUrl: undefined,
    });
    expect(settings.dataDir).toMatch(/\/\.data$/);
  });

  test('read keys with names, hosts and a URL without its last slash', () => {
    const settings = readSettings({
      AUTOMATIONS_API_KEY: 'ci:abc:def==, plain',
      AUTOMATIONS_ALLOW_PRIVATE_HOSTS: 'localhost, 10.0.0.0/8',
      AUTOMATIONS_UI_URL: 'https://automations.example/base/',
      AUTOMATIONS_RETENTION_DAYS: '0.5',
      AUTOMATIONS_CORS_ORIGINS: 'http://prefect:4200, https://prefect.example',
    });
    expect(settings.apiKeys).toEqual([
      { name: 'ci', key: 'abc:def==' },
      { name: 'default', key: 'plain' },
    ]);
    expect(settings.allowPrivateHosts).toEqual(['localhost', '10.0.0.0/8']);
    expect(settings.uiUrl).toBe('https://automations.example/base');
    expect(settings.retentionDays).toBe(0.5);
    expect(settings.corsOrigins).toEqual(['http://prefect:4200', 'https://prefect.example']);
    const temporalMetrics = '[::1]:9464';
    expect(readSettings({ AUTOMATIONS_TEMPORAL_METRICS: temporalMetrics })).toMatchObject({
      temporalMetrics,
    });
  });

  test('read where a Prefect server is, with one of two credentials', () => {
    const PREFECT_UPSTREAM_API_URL = 'http://prefect:4200/api/';
    expect(
      readSettings({ PREFECT_UPSTREAM_API_URL, PREFECT_UPSTREAM_API_AUTH_STRING: 'admin:pw' }).upstream,
    ).toEqual({ apiUrl: 'http://prefect:4200/api', apiKey: undefined, authString: 'admin:pw' });
    const both = { PREFECT_UPSTREAM_API_KEY: 'hunter2', PREFECT_UPSTREAM_API_AUTH_STRING: 'hunter2' };
    expect(() => readSettings({ PREFECT_UPSTREAM_API_URL, ...both })).toThrow(/one of the two/);
    expect(readSettings({}).upstream).toBeUndefined();
  });

  test('read the server for e-mails', () => {
    const read = (url: string, from?: string) =>
      readSettings({ AUTOMATIONS_SMTP_URL: url, AUTOMATIONS_SMTP_FROM: from }).smtp;
    expect(read('smtp://bot%40x.example:p%40ss@mail.example')).toEqual({
      host: 'mail.example',
      port: undefined,
      type: 'STARTTLS',
      username: 'bot@x.example',
      password: 'p@ss',
      from: 'bot@x.example',
    });
    const from = 'Automations <bot@x.example>';
    expect(read('smtps://mail.example:2465', from)).toMatchObject({ type: 'SSL', port: 2465, from });
    expect(read('smtp://[::1]:25?tls=none', from)).toMatchObject({ type: 'INSECURE', host: '::1' });
    expect(readSettings({}).smtp).toBeUndefined();
    expect(() => read('smtp://user:hunter2@mail.example')).toThrow(/AUTOMATIONS_SMTP_FROM/);
  });

  test.each([
    ['PORT', '70000'],
    ['AUTOMATIONS_SMTP_URL', 'http://user:hunter2@mail.example'],
    ['AUTOMATIONS_SMTP_URL', 'smtp://user:hunter2@mail.example?tls=no'],
    ['AUTOMATIONS_SMTP_URL', 'smtps://user:hunter2@mail.example?tls=none'],
    ['AUTOMATIONS_SMTP_FROM', 'bot@x.example'],
    ['AUTOMATIONS_SMTP_FROM', 'nobody'],
    ['AUTOMATIONS_HEALTH_PORT', 'x'],
    ['AUTOMATIONS_TEMPORAL_METRICS', '9464'],
    ['AUTOMATIONS_TEMPORAL_METRICS', 'localhost:9464'],
    ['AUTOMATIONS_TEMPORAL_METRICS', '127.0.0.1:70000'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/x'],
    ['AUTOMATIONS_API_KEY', 'a:hunter2,a:hunter2'],
    ['AUTOMATIONS_API_KEY', ':hunter2'],
    ['AUTOMATIONS_ENCRYPTION_KEY', 'hunter2'],
    ['AUTOMATIONS_RETENTION_DAYS', '0'],
    ['AUTOMATIONS_RETENTION_DAYS', 'week'],
    ['AUTOMATIONS_CHAIN_DEPTH', '1.5'],
    ['AUTOMATIONS_LOOP_FIRINGS', '-1'],
    ['AUTOMATIONS_LOG_LEVEL', 'loud'],
    ['AUTOMATIONS_UI_URL', 'ftp://x'],
    ['AUTOMATIONS_CORS_ORIGINS', '*'],
    ['AUTOMATIONS_CORS_ORIGINS', 'null'],
    ['AUTOMATIONS_CORS_ORIGINS', 'http://prefect:4200/'],
    ['AUTOMATIONS_CORS_ORIGINS', 'http://prefect:4200/api, prefect'],
    ['PREFECT_UPSTREAM_API_URL', 'prefect:4200'],
    ['PREFECT_UPSTREAM_API_URL', 'http://user:hunter2@prefect:4200/api'],
    ['PREFECT_UPSTREAM_API_KEY', 'hunter2'],
    ['PREFECT_UPSTREAM_API_AUTH_STRING', 'admin:hunter2'],
  ])('%s=%s is refused by name, without repeating it', (name, value) => {
    const read = (): unknown => readSettings({ [name]: value });
    expect(read).toThrow(expect.objectContaining({ code: 'settings_invalid' }));
    expect(read).toThrow(`${name}: `);
    expect(read).not.toThrow('hunter2');
  });
});

describe('the Temporal target', () => {
  test('comes from the variables that Temporal itself defines', () => {
    const target = temporalTarget({
      TEMPORAL_ADDRESS: 'temporal.example:7233',
      TEMPORAL_NAMESPACE: 'team',
      TEMPORAL_API_KEY: 'key',
      HOME: '/nonexistent',
    });
    expect(target).toMatchObject({
      address: 'temporal.example:7233',
      namespace: 'team',
      apiKey: 'key',
      tls: true,
    });
  });

  test('is an existing one only when the environment says so', () => {
    expect(wantsExistingTemporal({ TEMPORAL_NAMESPACE: 'x', TEMPORAL_ADDRESS: '' })).toBe(false);
    expect(wantsExistingTemporal({ TEMPORAL_ADDRESS: 'x:7233' })).toBe(true);
    expect(wantsExistingTemporal({ TEMPORAL_PROFILE: 'prod' })).toBe(true);
  });
});
