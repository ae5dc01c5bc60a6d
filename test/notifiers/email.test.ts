import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { blockDataSchema, notify, type CallOptions } from '../../src/notifiers/index.ts';
import { startMailPeer, type MailPeer } from './mail-peer.ts';

const peers: MailPeer[] = [];
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});

async function mailPeer(...args: Parameters<typeof startMailPeer>): Promise<MailPeer> {
  const peer = await startMailPeer(...args);
  peers.push(peer);
  return peer;
}

const basics = {
  smtp_server: '127.0.0.1',
  smtp_type: 'INSECURE',
  allow_private_urls: true,
  email_from: 'Automations <bot@x.example>',
  email_to: ['one@x.example', 'two@x.example'],
};

function send(
  data: Record<string, unknown>,
  message: { subject?: string; body?: string; idempotencyKey?: string } = {},
  options: CallOptions = {},
) {
  const notification = {
    subject: 'Run failed',
    body: 'Line 1\nLine <2> & äöü',
    idempotencyKey: 'f-1.0',
    ...message,
  };
  return notify({ slug: 'email-server-credentials', data: { ...basics, ...data } }, notification, options);
}

describe('messages', () => {
  test('are plain text and HTML, with the idempotency key as id', async () => {
    const { port, mails } = await mailPeer();
    const { details } = await send({
      smtp_port: port,
      email_to_cc: 'three@x.example',
      email_to_bcc: 'four@x.example',
    });
    const [mail] = mails;
    expect(mail?.to).toEqual(['one@x.example', 'two@x.example', 'three@x.example', 'four@x.example']);
    expect(mail?.raw).not.toContain('four@x.example');
    expect(mail?.parsed).toMatchObject({
      subject: 'Run failed',
      messageId: '<f-1.0@x.example>',
      from: { text: '"Automations" <bot@x.example>' },
    });
    expect(mail?.parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.parsed.text?.trim()).toBe('Line 1\nLine <2> & äöü');
    expect(mail?.parsed.html).toContain('Line 1<br />\nLine &lt;2&gt; &amp; äöü');
    expect(mail?.parsed.html).toContain('>Run failed</h1>');
    expect(details).toMatchObject({ message_id: '<f-1.0@x.example>', accepted: 4, rejected: 0 });
  });

  test('run nothing that a notification contains, in templates or headers', async () => {
    const { port, mails } = await mailPeer();
    const subject = 'Hi {{ 7*7 }}\r\nBcc: evil@x.example';
    const body = '<script>alert(1)</script> {{ range.constructor("return 1")() }} {% for x in [1] %}';
    await send({ smtp_port: port }, { subject, body, idempotencyKey: 'odd key/with <brackets>' });
    const [mail] = mails;
    expect(mail?.to).toEqual(['one@x.example', 'two@x.example']);
    expect(mail?.parsed.subject).toBe('Hi {{ 7*7 }} Bcc: evil@x.example');
    expect(mail?.parsed.html).not.toContain('<script>');
    expect(mail?.parsed.text).toContain('{{ range.constructor("return 1")() }} {% for x in [1] %}');
    expect(mail?.parsed.messageId).toMatch(/^<[\da-f]{64}@x\.example>$/);
  });

  test('have a subject even when the notification has none', async () => {
    const { port, mails } = await mailPeer();
    await send({ smtp_port: port, email_to: ' a@x.example, b@x.example ' }, { subject: '' });
    expect(mails[0]?.parsed.subject).toBe('Automation notification');
    expect(mails[0]?.to).toEqual(['a@x.example', 'b@x.example']);
  });
});

describe('servers', () => {
  test('a login over STARTTLS', async () => {
    const { port, mails } = await mailPeer({ disabledCommands: [] });
    const login = { smtp_port: port, smtp_type: 587, username: 'user', password: 'hunter22' };
    await expect(send(login)).rejects.toMatchObject({ code: 'tls_failed', retryable: false });
    await send({ ...login, verify: false });
    expect(mails).toMatchObject([{ secure: true }]);
  });

  test('TLS from the start', async () => {
    const { port, mails } = await mailPeer({ secure: true });
    await expect(send({ smtp_port: port, smtp_type: 'ssl' })).rejects.toMatchObject({ code: 'tls_failed' });
    await send({ smtp_port: port, smtp_type: 'SSL', verify: false });
    expect(mails).toMatchObject([{ secure: true }]);
  });

  test('without STARTTLS nothing is sent in clear where the block asks for it', async () => {
    const { port, mails } = await mailPeer();
    const failure = send({ smtp_port: port, smtp_type: 'STARTTLS', username: 'user', password: 'hunter22' });
    await expect(failure).rejects.toMatchObject({ retryable: false });
    expect(mails).toHaveLength(0);
  });

  test('a refused login is permanent and keeps the password', async () => {
    const { port } = await mailPeer({ allowInsecureAuth: true });
    const failure = send({ smtp_port: port, username: 'user', password: 'wr0ng-pass' });
    await expect(failure).rejects.toMatchObject({ code: 'smtp_auth_failed', retryable: false });
    await expect(failure).rejects.toThrow(/535 Wrong password \*{8}/);
  });

  test.each([
    [421, true],
    [450, true],
    [451, true],
    [550, false],
    [554, false],
  ])('an answer of %i to the recipients: retryable %s', async (responseCode, retryable) => {
    const { port } = await mailPeer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('not now'), { responseCode })),
    });
    await expect(send({ smtp_port: port })).rejects.toMatchObject({ code: 'smtp_refused', retryable });
  });

  test('a recipient that is refused among others shows in the details', async () => {
    const { port, mails } = await mailPeer({
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith('two') ? done(Object.assign(new Error('unknown'), { responseCode: 550 })) : done(),
    });
    const { details } = await send({ smtp_port: port });
    expect(details).toMatchObject({ accepted: 1, rejected: 1 });
    expect(mails[0]?.to).toEqual(['one@x.example']);
  });

  test('nobody listens, silence, and a hang-up may pass', async () => {
    const peer = await startMailPeer();
    await peer.close();
    await expect(send({ smtp_port: peer.port })).rejects.toMatchObject({
      code: 'network_error',
      retryable: true,
    });

    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await expect(send({ smtp_port: port }, {}, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'timeout',
      retryable: true,
    });
    const signal = AbortSignal.timeout(30);
    await expect(send({ smtp_port: port }, {}, { signal })).rejects.toMatchObject({
      code: 'aborted',
      retryable: true,
    });
    silent.close();

    const hangUp = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(hangUp, 'listening');
    const other = (hangUp.address() as AddressInfo).port;
    await expect(send({ smtp_port: other })).rejects.toMatchObject({ retryable: true });
    hangUp.close();
  });
});

describe('private addresses', () => {
  test.each(['127.0.0.1', 'localhost'])(
    '%s is refused unless the block or the deployment allows it',
    async (host) => {
      const { port, mails } = await mailPeer();
      const data = { smtp_server: host, smtp_port: port, allow_private_urls: undefined };
      await expect(send(data)).rejects.toMatchObject({ code: 'private_address_refused', retryable: false });
      expect(mails).toHaveLength(0);
      await send(data, {}, { allowPrivateHosts: ['127.0.0.0/8', '::1'] });
      expect(mails).toHaveLength(1);
    },
  );
});

describe('form of the block', () => {
  const parse = (data: Record<string, unknown>) =>
    blockDataSchema('email-server-credentials')?.safeParse(data);

  test("is accepted as prefect-email's block is stored, and cannot notify without recipients", async () => {
    const data = {
      username: 'me@x.example',
      password: 'p',
      smtp_server: 'smtp.gmail.com',
      smtp_type: 465,
      smtp_port: null,
      verify: true,
    };
    expect(parse(data)?.success).toBe(true);
    await expect(send({ ...data, email_to: null })).rejects.toThrow(/no recipient/);
    await expect(send({ email_from: null })).rejects.toThrow(/no sender/);
  });

  test.each([
    [{ smtp_server: 'outlook' }, { smtp_server: 'smtp-mail.outlook.com', smtp_type: 'SSL' }],
    [{ smtp_type: 25 }, { smtp_server: 'smtp.gmail.com', smtp_type: 'INSECURE' }],
    [{ smtp_type: 'starttls' }, { smtp_type: 'STARTTLS', verify: true, allow_private_urls: false }],
  ])('%j is read', (data, expected) => {
    expect(parse(data)?.data).toMatchObject(expected);
  });

  test.each([
    { smtp_type: 'TLS' },
    { smtp_port: 0 },
    { smtp_server: 'mail server' },
    { email_to: ['no address'] },
    { email_to: ['a@x.example\r\nBcc: b@x.example'] },
    { email_from: 'a@x.example\nX: y' },
  ])('%j is refused', (data) => {
    expect(parse(data)?.success).toBe(false);
  });
});
