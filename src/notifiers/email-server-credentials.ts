import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { z } from 'zod';
import { AutomationError } from '../errors.ts';
import { addressPolicy } from '../http/address-policy.ts';
import { startDeadline } from '../http/deadline.ts';
import { excerpt } from '../http/failure.ts';
import { guardedSocket } from '../http/guarded-connect.ts';
import { scrubber, type Scrub } from '../http/redact.ts';
import { renderEmail } from './email-message.ts';
import { emailServerConfig, smtpPort } from './email-server-config.ts';
import { defineNotifier, type CallOptions, type Notification } from './notifier.ts';
import { smtpFailure } from './smtp-failure.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const TIMEOUT_MS = 30_000;

type Config = z.infer<typeof emailServerConfig>;

/** E-mail through an SMTP server: plain text and HTML. */
export const emailServerCredentials = defineNotifier(
  emailServerConfig,
  async (config, notification, options) => {
    const envelope = envelopeOf(config);
    const peer = `smtp://${config.smtp_server}:${smtpPort(config)}`;
    const scrub = scrubber([config.password, Buffer.from(config.password).toString('base64')]);
    const deadline = startDeadline(options.timeoutMs ?? TIMEOUT_MS, options.signal);
    const transport = transportOf(config, options);
    try {
      const info = await transport.sendMail({
        ...envelope,
        ...renderEmail(notification),
        messageId: messageId(notification, envelope.from),
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: deadline.signal,
      });
      return { details: detailsOf(info, scrub) };
    } catch (error) {
      throw deadline.failure(peer) ?? smtpFailure(error, peer, scrub);
    } finally {
      deadline.stop();
      transport.close();
    }
  },
);

function transportOf(config: Config, options: CallOptions) {
  const policy = addressPolicy({
    allowPrivate: config.allow_private_urls,
    allowPrivateHosts: options.allowPrivateHosts,
  });
  const port = smtpPort(config);
  return createTransport({
    host: config.smtp_server,
    port,
    secure: config.smtp_type === 'SSL',
    requireTLS: config.smtp_type === 'STARTTLS',
    ignoreTLS: config.smtp_type === 'INSECURE',
    tls: { rejectUnauthorized: config.verify },
    ...(config.username === undefined ? {} : { auth: { user: config.username, pass: config.password } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // The library resolves names by itself; only a socket that is open already keeps it to checked addresses.
    getSocket: (_options, callback) => {
      guardedSocket(config.smtp_server, port, { policy, connectTimeoutMs: CONNECT_TIMEOUT_MS }).then(
        (connection) => callback(null, { connection }),
        (error: Error) => callback(error, false),
      );
    },
  });
}

function envelopeOf(config: Config) {
  const from = config.email_from ?? config.username;
  const { email_to: to, email_to_cc: cc, email_to_bcc: bcc } = config;
  if (from === undefined || !from.includes('@')) {
    throw new AutomationError('invalid_block', 'The block names no sender: set email_from', {
      httpStatus: 422,
    });
  }
  if (to.length + cc.length + bcc.length === 0) {
    throw new AutomationError('invalid_block', 'The block names no recipient: set email_to', {
      httpStatus: 422,
    });
  }
  return { from, to, cc, bcc };
}

// The same for each attempt, so that a mail that went out twice shows up once where servers look at the id.
function messageId({ idempotencyKey }: Notification, from: string): string {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
  const isPlain = /^[\w.-]{1,100}$/.test(idempotencyKey);
  const name = isPlain ? idempotencyKey : createHash('sha256').update(idempotencyKey).digest('hex');
  return `<${name}@${domain}>`;
}

function detailsOf(
  info: { messageId: string; accepted: string[]; rejected: string[]; response: string },
  scrub: Scrub,
): Record<string, unknown> {
  return {
    message_id: info.messageId,
    accepted: info.accepted.length,
    rejected: info.rejected.length,
    response: excerpt(info.response, scrub).slice(2),
  };
}
