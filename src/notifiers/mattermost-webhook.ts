import { z } from 'zod';
import { flag, notifyType, optionalString, optionalStrings, requiredString } from './config-fields.ts';
import { sendToEach } from './delivered.ts';
import { defineNotifier } from './notifier.ts';
import { callService } from './service-call.ts';
import { cutTo } from './text.ts';

const MAX_TEXT = 16_383;

const config = z.object({
  notify_type: notifyType,
  hostname: requiredString.refine(isHostname, 'must be a host name or an address, without scheme and path'),
  secure: flag(false),
  token: requiredString,
  botname: optionalString,
  channels: optionalStrings,
  // A picture for the notification type: part of Prefect's form, without effect here.
  include_image: flag(false),
  path: optionalString,
  port: z.int().min(1).max(65_535).default(8065),
  // Not among Prefect's fields for this type. Mattermost mostly runs on one's own network, so true as in its siblings.
  allow_private_urls: flag(false),
});

/** Mattermost's incoming webhooks; one message for each channel, or one to the webhook's own channel. */
export const mattermostWebhook = defineNotifier(config, async (block, notification, options) => {
  const { subject, body, idempotencyKey } = notification;
  const heading = subject === '' ? '' : `**${subject.replace(/\s+/g, ' ').trim()}**\n`;
  const text = cutTo(heading + body, MAX_TEXT);
  const url = hookUrl(block);
  let statusCode = 0;
  const channels =
    block.channels.length === 0 ? [''] : block.channels.map((channel) => channel.replace(/^#/, ''));
  const messages = await sendToEach(channels, idempotencyKey, async (channel, key) => {
    const outcome = await callService(
      {
        url,
        json: {
          text,
          ...(block.botname === undefined ? {} : { username: block.botname }),
          ...(channel === '' ? {} : { channel }),
        },
        allowPrivate: block.allow_private_urls,
        idempotencyKey: key,
        secrets: [block.token],
      },
      options,
    );
    statusCode = outcome.statusCode;
  });
  return { details: { status_code: statusCode, messages } };
});

function hookUrl(block: z.infer<typeof config>): string {
  const path = (block.path ?? '').replace(/^\/+|\/+$/g, '');
  const prefix = path === '' ? '' : `/${path}`;
  const host = block.hostname.includes(':') ? `[${block.hostname.replace(/^\[|\]$/g, '')}]` : block.hostname;
  const origin = `${block.secure ? 'https' : 'http'}://${host}:${block.port}`;
  return `${origin}${prefix}/hooks/${encodeURIComponent(block.token)}`;
}

function isHostname(text: string): boolean {
  return /^[\w.-]+$/.test(text) || /^\[?[\da-f:.]+\]?$/i.test(text);
}
