import { z } from 'zod';
import { secretsOfUrl } from '../http/redact.ts';
import { flag, httpUrl, notifyType } from './config-fields.ts';
import { defineNotifier } from './notifier.ts';
import { callService } from './service-call.ts';
import { cutTo } from './text.ts';

/** Teams takes messages up to 28 KB with everything around them. */
const MAX_BODY = 20_000;
const MAX_SUBJECT = 1_000;

/** A workflow of Microsoft Teams that starts with "When a webhook request is received"; it gets an Adaptive Card. */
export const msTeamsWebhook = defineNotifier(
  z.object({
    notify_type: notifyType,
    url: httpUrl,
    allow_private_urls: flag(false),
    // A picture for the notification type: part of Prefect's form, without effect here.
    include_image: flag(true),
    wrap: flag(true),
  }),
  async (config, { subject, body, idempotencyKey }, options) => {
    const { statusCode } = await callService(
      {
        url: config.url,
        json: cardMessage(cutTo(subject, MAX_SUBJECT), cutTo(body, MAX_BODY), config.wrap),
        allowPrivate: config.allow_private_urls,
        idempotencyKey,
        secrets: secretsOfUrl(config.url),
      },
      options,
    );
    return { details: { status_code: statusCode } };
  },
);

function cardMessage(subject: string, body: string, wrap: boolean) {
  const heading = {
    type: 'TextBlock',
    text: subject,
    style: 'heading',
    weight: 'Bolder',
    size: 'Large',
    wrap,
  };
  const text = { type: 'TextBlock', text: body, wrap };
  const mentions = mentionsIn(body);
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: subject === '' ? [text] : [heading, text],
    msteams: { width: 'full', ...(mentions.length === 0 ? {} : { entities: mentions }) },
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}

// Teams resolves `<at>someone@example.com</at>` only when the card lists it as an entity with the very same text.
function mentionsIn(body: string) {
  const texts = new Map<string, string>();
  for (const [text, id = ''] of body.matchAll(/<at>([^<]+)<\/at>/gi)) {
    const key = id.trim();
    if (key !== '' && !texts.has(key)) texts.set(key, text);
  }
  return [...texts].map(([id, text]) => ({ type: 'mention', text, mentioned: { id, name: id } }));
}
