import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { inspect } from 'node:util';
import { AutomationError } from '../../src/errors.ts';
import { closeConnections } from '../../src/http/agent-pool.ts';
import { blockDataSchema, callWebhook, notificationSlugs, notify } from '../../src/notifiers/index.ts';
import { startPeer, type Peer, type Received } from '../http/peer.ts';

type Answer = (request: Pick<Received, 'path' | 'headers' | 'body'>) => {
  status: number;
  headers?: Record<string, string>;
  body: string;
} | null;

let peer: Peer;
let answer: Answer;
beforeEach(async () => {
  peer = await startPeer((request, response) => {
    const { status, headers, body } = answer(request) ?? { status: 0, body: '' };
    if (status === 0) response.destroy();
    else response.writeHead(status, headers).end(body);
  });
});
afterEach(() => peer.close());
afterAll(closeConnections);

/** A block of each type, and what is secret in it. */
const samples: Record<string, (token: string) => { data: Record<string, unknown>; secrets: string[] }> = {
  webhook: (token) => ({
    data: {
      url: `${peer.url}/hook/${token}?sig=${token}q`,
      headers: { 'X-Key': `${token}h`, Authorization: `Bearer ${token}b` },
    },
    secrets: [token],
  }),
  'slack-webhook': (token) => ({ data: { url: `${peer.url}/services/${token}` }, secrets: [token] }),
  'slack-credentials': (token) => ({ data: { token, channel: '#c' }, secrets: [token] }),
  'ms-teams-webhook': (token) => ({ data: { url: `${peer.url}/workflows?sig=${token}` }, secrets: [token] }),
  'discord-webhook': (token) => ({
    data: { webhook_id: `${token}i`, webhook_token: token },
    secrets: [token],
  }),
  'pager-duty-webhook': (token) => ({
    data: { integration_key: token, api_key: `${token}a` },
    secrets: [token],
  }),
  'opsgenie-webhook': (token) => ({ data: { apikey: token }, secrets: [token] }),
  'mattermost-webhook': (token) => ({
    data: { hostname: '127.0.0.1', port: peer.port, token },
    secrets: [token],
  }),
  'twilio-sms': (token) => ({
    data: {
      account_sid: 'AC1',
      auth_token: token,
      from_phone_number: '18001234567',
      to_phone_numbers: ['18001234568'],
    },
    secrets: [token, Buffer.from(`AC1:${token}`).toString('base64')],
  }),
  'sendgrid-email': (token) => ({
    data: { api_key: token, sender_email: 'a@x.example', to_emails: ['b@x.example'] },
    secrets: [token],
  }),
  'custom-webhook': (token) => ({
    data: {
      name: 'n',
      url: `${peer.url}/{{key}}`,
      json_data: { k: '{{key}}' },
      headers: { 'X-Key': '{{key}}' },
      secrets: { key: token },
    },
    secrets: [token],
  }),
  'email-server-credentials': (token) => ({
    // A web server on the other end: the first line it says is no greeting.
    data: {
      smtp_server: '127.0.0.1',
      smtp_port: peer.port,
      smtp_type: 'INSECURE',
      allow_private_urls: true,
      username: 'me@x.example',
      password: token,
      email_to: 'b@x.example',
    },
    secrets: [token],
  }),
};

const echo: Answer = ({ path, headers, body }) => ({
  status: 400,
  body: `${headers.authorization} ${headers['x-key']} ${decodeURIComponent(path)} ${path} ${body}`,
});
const slackEcho: Answer = ({ headers }) => ({
  status: 200,
  body: JSON.stringify({ ok: false, error: `bad ${headers.authorization}` }),
});

const failures: [string, Answer][] = [
  ['an echo of the request', echo],
  ['an echo in an answer of Slack', slackEcho],
  ['a server error', ({ path }) => ({ status: 503, body: path })],
  [
    'a redirect',
    ({ path }) => ({ status: 302, headers: { location: `http://127.0.0.1:1${path}` }, body: path }),
  ],
  ['a hang-up', () => null],
];

async function call(slug: string, data: Record<string, unknown>, signal: AbortSignal): Promise<unknown> {
  const options = {
    signal,
    // A web server says nothing to an SMTP client.
    timeoutMs: slug === 'email-server-credentials' ? 50 : 2000,
    allowPrivateHosts: ['127.0.0.1'],
    serviceUrls: { [slug]: peer.url },
  };
  const body = `key ${Math.random()}`;
  if (slug === 'webhook') return callWebhook({ slug, data }, 'payload', { idempotencyKey: body, ...options });
  return notify({ slug, data }, { subject: 's', body, idempotencyKey: body }, options);
}

test('there is a sample of every type', () => {
  expect(Object.keys(samples).sort()).toEqual([...notificationSlugs, 'webhook'].sort());
});

describe.each(Object.keys(samples))('%s', (slug) => {
  test.each(failures.filter(([what]) => slug.startsWith('slack') || !what.includes('Slack')))(
    'gives no secret away after %s',
    async (_what, how) => {
      answer = how;
      const token = fc.string({
        minLength: 8,
        maxLength: 24,
        unit: fc.constantFrom(...'abcXYZ0189+/=-_. ~"%&?#'),
      });
      await fc.assert(
        fc.asyncProperty(
          token.map((text) => `q7${text.trim()}k3`),
          async (secret) => {
            const { data, secrets } = samples[slug]?.(urlSafe(slug, secret)) ?? { data: {}, secrets: [] };
            const outcome = await call(slug, data, AbortSignal.timeout(5000)).catch(
              (error: unknown) => error,
            );
            if (slug !== 'slack-webhook' || how !== slackEcho)
              expect(outcome).toBeInstanceOf(AutomationError);
            // Everything a logger could find: message, stack, cause and own fields.
            const shown = inspect(outcome, { depth: 10, showHidden: true });
            for (const text of secrets) expect(shown).not.toContain(text);
          },
        ),
        { numRuns: 8 },
      );
    },
    30_000,
  );

  test('gives no secret away when the data is wrong', () => {
    const { data, secrets } = samples[slug]?.('q7-very-secret-k3') ?? { data: {}, secrets: [] };
    for (const field of Object.keys(data)) {
      for (const wrong of [{ nested: data[field] }, [[data[field]]], `not ${String(data[field])}`]) {
        const parsed = blockDataSchema(slug)?.safeParse({ ...data, [field]: wrong });
        const shown = JSON.stringify(parsed?.error?.issues ?? []);
        for (const text of secrets) expect(shown).not.toContain(text);
      }
    }
  });
});

// In URLs and headers that the block itself writes, a secret has the form that URLs and headers allow.
function urlSafe(slug: string, secret: string): string {
  const isInUrl = ['webhook', 'slack-webhook', 'ms-teams-webhook', 'custom-webhook'].includes(slug);
  return isInUrl ? secret.replace(/[^\w.~-]/g, '_') : secret;
}
