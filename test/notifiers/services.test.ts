import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeConnections } from '../../src/http/agent-pool.ts';
import { notificationSlugs, notify, type CallOptions } from '../../src/notifiers/index.ts';
import { startPeer, type Peer, type Received } from '../http/peer.ts';

const notification = {
  subject: 'Run failed',
  body: 'etl: boom & <bust>\nsecond line',
  idempotencyKey: 'firing-1:0',
};

let peer: Peer;
/** What the peer says next; 200 `ok` when there is nothing. */
let answers: { status: number; headers?: Record<string, string>; body?: string }[] = [];

beforeEach(async () => {
  answers = [];
  peer = await startPeer((_request, response) => {
    const { status, headers, body } = answers.shift() ?? { status: 200, body: 'ok' };
    response.writeHead(status, headers).end(body);
  });
});
afterEach(() => peer.close());
afterAll(closeConnections);

function optionsFor(slug: string): CallOptions {
  return { serviceUrls: { [slug]: peer.url }, allowPrivateHosts: ['127.0.0.1'] };
}

async function send(slug: string, data: Record<string, unknown>, changes: Partial<typeof notification> = {}) {
  const result = await notify({ slug, data }, { ...notification, ...changes }, optionsFor(slug));
  return { result, requests: peer.requests };
}

function json(request: Received | undefined): unknown {
  expect(request?.headers['content-type']).toBe('application/json');
  return JSON.parse(request?.body ?? '');
}

test('every notifier sends the idempotency key', () => {
  // A service that is added must be added here as well.
  expect([...notificationSlugs].sort()).toEqual([
    'custom-webhook',
    'discord-webhook',
    'email-server-credentials',
    'mattermost-webhook',
    'ms-teams-webhook',
    'opsgenie-webhook',
    'pager-duty-webhook',
    'sendgrid-email',
    'slack-credentials',
    'slack-webhook',
    'twilio-sms',
  ]);
});

describe('slack-webhook', () => {
  test('posts a bold subject over the escaped body', async () => {
    const { result, requests } = await send('slack-webhook', { url: `${peer.url}/services/T/B/X` });
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/services/T/B/X' });
    expect(requests[0]?.headers['idempotency-key']).toBe('firing-1:0');
    expect(json(requests[0])).toEqual({ text: '*Run failed*\netl: boom &amp; &lt;bust&gt;\nsecond line' });
    expect(result.details).toEqual({ status_code: 200 });
  });

  test("keeps Slack's own notation", async () => {
    const body = '<https://x.example/?a=1&b=2|run> <@U1> <!here> <#C1> &lt; 1 < 2 <script>';
    const { requests } = await send('slack-webhook', { url: peer.url }, { subject: '', body });
    expect(json(requests[0])).toEqual({
      text: '<https://x.example/?a=1&b=2|run> <@U1> <!here> <#C1> &lt; 1 &lt; 2 &lt;script&gt;',
    });
  });

  test('is refused for a private address when the block says so', async () => {
    const data = { url: peer.url, allow_private_urls: false };
    await expect(notify({ slug: 'slack-webhook', data }, notification)).rejects.toMatchObject({
      code: 'private_address_refused',
      retryable: false,
    });
    expect(peer.connections()).toBe(0);
  });
});

describe('slack-credentials', () => {
  const data = { token: 'xoxb-secret-token', channel: '#alerts' };

  test('posts a message with the bot token', async () => {
    answers = [{ status: 200, body: '{"ok":true,"channel":"C1","ts":"1.2"}' }];
    const { result, requests } = await send('slack-credentials', data);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/chat.postMessage' });
    expect(requests[0]?.headers).toMatchObject({
      authorization: 'Bearer xoxb-secret-token',
      'idempotency-key': 'firing-1:0',
    });
    const form = new URLSearchParams(requests[0]?.body);
    expect(form.get('channel')).toBe('#alerts');
    expect(form.get('text')).toBe('*Run failed*\netl: boom &amp; &lt;bust&gt;\nsecond line');
    expect(result.details).toEqual({ status_code: 200, channel: 'C1', ts: '1.2' });
  });

  test.each([
    ['channel_not_found', false],
    ['invalid_auth', false],
    ['not_in_channel', false],
    ['internal_error', true],
    ['ratelimited', true],
  ])('the error %s: retryable %s, and one attempt', async (word, retryable) => {
    answers = [{ status: 200, body: JSON.stringify({ ok: false, error: word }) }];
    await expect(send('slack-credentials', data)).rejects.toMatchObject({
      code: 'slack_failed',
      retryable,
      message: `Slack refused the message: ${word}`,
    });
    expect(peer.requests).toHaveLength(1);
  });

  test('a rate limit tells how long to wait', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '30' } }];
    await expect(send('slack-credentials', data)).rejects.toMatchObject({
      retryable: true,
      retryAfterMs: 30_000,
    });
    expect(peer.requests).toHaveLength(1);
  });

  test.each([
    [503, 'down', true],
    [404, 'gone', false],
    [200, 'no json', true],
  ])('an answer of %i %s: retryable %s', async (status, body, retryable) => {
    answers = [{ status, body }];
    await expect(send('slack-credentials', data)).rejects.toMatchObject({ retryable });
    expect(peer.requests).toHaveLength(1);
  });

  test('needs a channel, and a public address', async () => {
    await expect(send('slack-credentials', { token: 'xoxb-1' })).rejects.toMatchObject({
      code: 'invalid_block',
    });
    const options = { serviceUrls: { 'slack-credentials': peer.url } };
    await expect(notify({ slug: 'slack-credentials', data }, notification, options)).rejects.toMatchObject({
      code: 'private_address_refused',
      retryable: false,
    });
    expect(peer.connections()).toBe(0);
  });
});

describe('ms-teams-webhook', () => {
  test('posts an Adaptive Card', async () => {
    answers = [{ status: 202 }];
    const { result, requests } = await send('ms-teams-webhook', { url: `${peer.url}/workflows/1?sig=x` });
    expect(json(requests[0])).toEqual({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              {
                type: 'TextBlock',
                text: 'Run failed',
                style: 'heading',
                weight: 'Bolder',
                size: 'Large',
                wrap: true,
              },
              { type: 'TextBlock', text: notification.body, wrap: true },
            ],
            msteams: { width: 'full' },
          },
        },
      ],
    });
    expect(result.details).toEqual({ status_code: 202 });
  });

  test('lists who is mentioned', async () => {
    const body = 'ask <at>a@x.example</at> or <at>a@x.example</at>';
    const { requests } = await send(
      'ms-teams-webhook',
      { url: peer.url, wrap: false },
      { subject: '', body },
    );
    const entities = [
      {
        type: 'mention',
        text: '<at>a@x.example</at>',
        mentioned: { id: 'a@x.example', name: 'a@x.example' },
      },
    ];
    expect(json(requests[0])).toMatchObject({
      attachments: [{ content: { body: [{ text: body, wrap: false }], msteams: { entities } } }],
    });
  });
});

describe('discord-webhook', () => {
  test('posts the text to the webhook', async () => {
    const { requests } = await send('discord-webhook', {
      webhook_id: '123',
      webhook_token: 'tok/en',
      botname: 'Bot',
      tts: true,
      avatar: true,
      avatar_url: 'https://x.example/a.png',
    });
    expect(requests[0]?.path).toBe('/123/tok%2Fen?wait=true');
    expect(json(requests[0])).toEqual({
      content: `Run failed\n${notification.body}`,
      tts: true,
      username: 'Bot',
      avatar_url: 'https://x.example/a.png',
    });
  });

  test('cuts what is too long', async () => {
    const { requests } = await send(
      'discord-webhook',
      { webhook_id: '1', webhook_token: 't' },
      { body: '🙂'.repeat(3000) },
    );
    const { content } = json(requests[0]) as { content: string };
    expect(content.length).toBeLessThanOrEqual(2000);
    expect(content.endsWith('🙂…')).toBe(true);
  });
});

describe('pager-duty-webhook', () => {
  const data = { integration_key: 'routing', api_key: 'unused-key' };

  test('triggers one incident for all attempts', async () => {
    answers = [{ status: 202 }, { status: 202 }];
    await send('pager-duty-webhook', {
      ...data,
      notify_type: 'failure',
      group: 'g',
      class_id: 'c',
      clickable_url: 'https://x.example/run',
      custom_details: { disk: '5 GB' },
    });
    const { requests } = await send('pager-duty-webhook', data);
    expect(requests[0]?.path).toBe('/v2/enqueue');
    expect(json(requests[0])).toEqual({
      routing_key: 'routing',
      event_action: 'trigger',
      dedup_key: 'firing-1:0',
      client: 'temporal-automations',
      payload: {
        summary: 'Run failed',
        severity: 'critical',
        source: 'Prefect',
        component: 'Notification',
        group: 'g',
        class: 'c',
        custom_details: { disk: '5 GB', 'Prefect Notification Body': notification.body },
      },
      links: [{ href: 'https://x.example/run' }],
    });
    expect(json(requests[1])).toMatchObject({ dedup_key: 'firing-1:0', payload: { severity: 'info' } });
    expect(JSON.stringify(requests)).not.toContain('unused-key');
  });
});

describe('opsgenie-webhook', () => {
  const data = { apikey: 'genie-key', target_user: ['u'], target_team: ['t'], tags: ['a'], priority: 1 };

  test('makes one alert for each target', async () => {
    const { requests, result } = await send('opsgenie-webhook', data);
    expect(requests.map((request) => request.path)).toEqual(['/v2/alerts', '/v2/alerts']);
    expect(requests[0]?.headers.authorization).toBe('GenieKey genie-key');
    expect(json(requests[0])).toEqual({
      message: 'Run failed',
      description: notification.body,
      alias: 'firing-1:0:0',
      source: 'temporal-automations',
      priority: 'P1',
      details: { type: 'info' },
      tags: ['a'],
      responders: [{ type: 'user', username: 'u' }],
    });
    expect(json(requests[1])).toMatchObject({
      alias: 'firing-1:0:1',
      responders: [{ type: 'team', name: 't' }],
    });
    expect(result.details).toEqual({ status_code: 200, alerts: 2 });
  });

  test('makes one alert for all targets in a batch, and one without targets', async () => {
    await send('opsgenie-webhook', { ...data, batch: true, alias: 'own' });
    const { requests } = await send('opsgenie-webhook', { apikey: 'k' }, { subject: 'x'.repeat(200) });
    expect(requests).toHaveLength(2);
    expect(json(requests[0])).toMatchObject({
      alias: 'own',
      responders: [{ type: 'user' }, { type: 'team' }],
    });
    expect(json(requests[1])).not.toHaveProperty('responders');
    expect((json(requests[1]) as { message: string }).message).toHaveLength(130);
  });
});

describe('mattermost-webhook', () => {
  const data = () => ({ hostname: '127.0.0.1', port: peer.port, token: 'mm-token' });

  test('posts to each channel', async () => {
    const { requests } = await send('mattermost-webhook', {
      ...data(),
      path: '/chat/',
      botname: 'Bot',
      channels: ['#ops', 'dev'],
    });
    expect(requests.map((request) => request.path)).toEqual(['/chat/hooks/mm-token', '/chat/hooks/mm-token']);
    const text = `**Run failed**\n${notification.body}`;
    expect(requests.map(json)).toEqual([
      { text, username: 'Bot', channel: 'ops' },
      { text, username: 'Bot', channel: 'dev' },
    ]);
  });

  test('another attempt leaves out the channels that were served', async () => {
    const block = { ...data(), channels: ['one', 'two', 'three'] };
    answers = [{ status: 200 }, { status: 503 }, { status: 200 }];
    await expect(send('mattermost-webhook', block, { idempotencyKey: 'partial' })).rejects.toMatchObject({
      retryable: true,
    });
    const { requests, result } = await send('mattermost-webhook', block, { idempotencyKey: 'partial' });
    const channels = requests.map((request) => (json(request) as { channel: string }).channel);
    expect(channels).toEqual(['one', 'two', 'three', 'two']);
    expect(result.details).toMatchObject({ messages: 3 });
  });
});

describe('twilio-sms', () => {
  const data = {
    account_sid: 'AC1',
    auth_token: 'twilio-token',
    from_phone_number: '1 800 123-4567',
    to_phone_numbers: ['18004242424', 'whatsapp:+18004242425', '12345'],
  };

  test('sends a form for each number', async () => {
    answers = [{ status: 201 }, { status: 201 }, { status: 201 }];
    const { requests, result } = await send('twilio-sms', data);
    expect(requests[0]?.path).toBe('/2010-04-01/Accounts/AC1/Messages.json');
    expect(requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('AC1:twilio-token').toString('base64')}`,
    );
    expect(requests.map((request) => Object.fromEntries(new URLSearchParams(request.body)))).toEqual(
      ['+18004242424', 'whatsapp:+18004242425', '12345'].map((To) => ({
        From: '+18001234567',
        To,
        Body: `Run failed\n${notification.body}`,
      })),
    );
    expect(requests.map((request) => request.headers['idempotency-key'])).toEqual([
      'firing-1:0:0',
      'firing-1:0:1',
      'firing-1:0:2',
    ]);
    expect(result.details).toEqual({ status_code: 201, messages: 3 });
  });
});

describe('sendgrid-email', () => {
  test('sends one request in which each recipient is alone', async () => {
    answers = [{ status: 202 }];
    const { requests, result } = await send('sendgrid-email', {
      api_key: 'SG.key',
      sender_email: 'a@x.example',
      to_emails: ['b@x.example', 'c@x.example'],
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.path).toBe('/v3/mail/send');
    expect(requests[0]?.headers.authorization).toBe('Bearer SG.key');
    expect(json(requests[0])).toMatchObject({
      personalizations: [{ to: [{ email: 'b@x.example' }] }, { to: [{ email: 'c@x.example' }] }],
      from: { email: 'a@x.example' },
      subject: 'Run failed',
      content: [
        { type: 'text/plain', value: notification.body },
        { type: 'text/html', value: expect.stringContaining('boom &amp; &lt;bust&gt;<br') },
      ],
    });
    expect(result.details).toEqual({ status_code: 202 });
  });
});

test.each(['webhook', 'secret', '__proto__', 'constructor'])(
  'a block of type %s cannot notify',
  async (slug) => {
    await expect(notify({ slug, data: {} }, notification)).rejects.toMatchObject({
      code: 'not_a_notification_block',
    });
  },
);
