import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMailPeer, type MailPeer } from '../notifiers/mail-peer.ts';
import { LiveServer } from '../support/live-server.ts';
import {
  clientEvent,
  createAutomation,
  createBlock,
  postEvents,
  untilFired,
  webhookAction,
} from '../support/product.ts';

const PASSWORD = 'hunter22';

let mail: MailPeer;
let server: LiveServer;

beforeAll(async () => {
  mail = await startMailPeer();
  server = await LiveServer.start({
    AUTOMATIONS_SMTP_URL: `smtp://user:${PASSWORD}@127.0.0.1:${mail.port}?tls=none`,
    AUTOMATIONS_SMTP_FROM: 'Automations <bot@x.example>',
    AUTOMATIONS_LOG_LEVEL: 'trace',
  });
});
afterAll(async () => {
  await server.close();
  await mail.close();
});

const email = (more: object = {}) => ({
  type: 'send-email-notification',
  emails: ['one@x.example', 'Two <two@x.example>'],
  subject: '{{ event.resource.id }} needs you',
  body: 'Payload: {{ event.payload.n }}',
  ...more,
});

test('goes through the server of the settings, to the addresses of the action', async () => {
  const id = await createAutomation(server, 'mails', { expect: ['mail.me'] }, [email()]);
  await postEvents(server, [clientEvent('mail.me', 'one', { payload: { n: 7 } })]);
  const [firing] = await untilFired(server, id, 1);
  expect(firing!.actions).toMatchObject([{ state: 'executed', details: { accepted: 2, rejected: 0 } }]);
  expect(mail.mails[0]).toMatchObject({
    to: ['one@x.example', 'two@x.example'],
    parsed: { subject: 'test.one needs you', from: { text: '"Automations" <bot@x.example>' } },
  });
  expect(mail.mails[0]!.parsed.text).toContain('Payload: 7');
  expect(mail.mails[0]!.parsed.messageId).toContain(firing!.actions[0]!.invocation);
  const events = await server.api('POST', '/events/filter', { filter: {} });
  expect(JSON.stringify(events) + server.output).not.toContain(PASSWORD);
});

test('goes through the server of a block, without the recipients of the block', async () => {
  const block = await createBlock(server, 'email-server-credentials', {
    smtp_server: '127.0.0.1',
    smtp_port: mail.port,
    smtp_type: 'INSECURE',
    email_from: 'other@x.example',
    email_to: ['block@x.example'],
    email_to_cc: ['cc@x.example'],
    allow_private_urls: true,
  });
  const action = email({ emails: ['three@x.example'], block_document_id: block });
  const id = await createAutomation(server, 'mails by block', { expect: ['mail.block'] }, [action]);
  const { block_document_id: wrong } = await webhookAction(server, 'http://127.0.0.1:1');
  const other = await createAutomation(server, 'no mail', { expect: ['mail.block'] }, [
    email({ block_document_id: wrong }),
  ]);
  await postEvents(server, [clientEvent('mail.block')]);
  await untilFired(server, id, 1);
  expect(mail.mails.at(-1)).toMatchObject({
    to: ['three@x.example'],
    parsed: { from: { text: 'other@x.example' } },
  });
  const [failed] = await untilFired(server, other, 1);
  expect(failed!.actions).toMatchObject([
    { state: 'failed', reason: 'E-mails go through blocks of type email-server-credentials, not webhook' },
  ]);
});

test.each([
  [{ emails: [] }, 'emails'],
  [{ emails: ['nobody'] }, 'email'],
  [{ emails: ['a@x.example\r\nBcc: evil@x.example'] }, 'email'],
  [{ body: '{{ oops' }, 'body'],
])('is refused with %j', async (wrong, field) => {
  await expect(createAutomation(server, 'refused', { expect: ['x'] }, [email(wrong)])).rejects.toThrow(field);
});
