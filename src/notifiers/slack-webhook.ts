import { z } from 'zod';
import { secretsOfUrl } from '../http/redact.ts';
import { flag, httpUrl, notifyType } from './config-fields.ts';
import { defineNotifier } from './notifier.ts';
import { callService } from './service-call.ts';
import { slackMessage } from './slack-text.ts';
import { cutTo } from './text.ts';

const MAX_TEXT = 40_000;

/** Slack's incoming webhooks; the URL is the secret. */
export const slackWebhook = defineNotifier(
  z.object({ notify_type: notifyType, url: httpUrl, allow_private_urls: flag(false) }),
  async (config, { subject, body, idempotencyKey }, options) => {
    const { statusCode } = await callService(
      {
        url: config.url,
        json: { text: cutTo(slackMessage(subject, body), MAX_TEXT) },
        allowPrivate: config.allow_private_urls,
        idempotencyKey,
        secrets: secretsOfUrl(config.url),
      },
      options,
    );
    return { details: { status_code: statusCode } };
  },
);
