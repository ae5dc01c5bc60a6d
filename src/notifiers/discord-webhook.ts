import { z } from 'zod';
import { flag, notifyType, optionalString, requiredString } from './config-fields.ts';
import { defineNotifier } from './notifier.ts';
import { callService, serviceUrl } from './service-call.ts';
import { cutTo, joined } from './text.ts';

const MAX_CONTENT = 2_000;

/** Discord's channel webhooks; id and token are the secrets. */
export const discordWebhook = defineNotifier(
  z.object({
    notify_type: notifyType,
    webhook_id: requiredString,
    webhook_token: requiredString,
    botname: optionalString,
    tts: flag(false),
    // A picture for the notification type: part of Prefect's form, without effect here.
    include_image: flag(false),
    avatar: flag(false),
    avatar_url: optionalString,
  }),
  async (config, { subject, body, idempotencyKey }, options) => {
    const base = serviceUrl('discord-webhook', 'https://discord.com/api/webhooks', options);
    const path = `${encodeURIComponent(config.webhook_id)}/${encodeURIComponent(config.webhook_token)}`;
    const { statusCode } = await callService(
      {
        // Without `wait` Discord answers before it knows whether the message can be posted.
        url: `${base}/${path}?wait=true`,
        json: {
          content: cutTo(joined(subject, body), MAX_CONTENT),
          tts: config.tts,
          ...(config.botname === undefined ? {} : { username: config.botname }),
          ...(config.avatar && config.avatar_url !== undefined ? { avatar_url: config.avatar_url } : {}),
        },
        allowPrivate: false,
        idempotencyKey,
        secrets: [config.webhook_id, config.webhook_token, path],
      },
      options,
    );
    return { details: { status_code: statusCode } };
  },
);
