import type { z } from 'zod';
import { AutomationError } from '../errors.ts';
import { customWebhook } from './custom-webhook.ts';
import { discordWebhook } from './discord-webhook.ts';
import { emailServerCredentials } from './email-server-credentials.ts';
import { mattermostWebhook } from './mattermost-webhook.ts';
import { msTeamsWebhook } from './ms-teams-webhook.ts';
import type { BlockContent, CallOptions, Notification, NotificationResult, Notifier } from './notifier.ts';
import { opsgenieWebhook } from './opsgenie-webhook.ts';
import { pagerDutyWebhook } from './pager-duty-webhook.ts';
import { sendgridEmail } from './sendgrid-email.ts';
import { slackCredentials } from './slack-credentials.ts';
import { slackWebhook } from './slack-webhook.ts';
import { twilioSms } from './twilio-sms.ts';
import { webhookConfig } from './webhook.ts';

const notifiers: Readonly<Record<string, Notifier>> = {
  'slack-webhook': slackWebhook,
  'slack-credentials': slackCredentials,
  'ms-teams-webhook': msTeamsWebhook,
  'discord-webhook': discordWebhook,
  'pager-duty-webhook': pagerDutyWebhook,
  'opsgenie-webhook': opsgenieWebhook,
  'mattermost-webhook': mattermostWebhook,
  'twilio-sms': twilioSms,
  'sendgrid-email': sendgridEmail,
  'custom-webhook': customWebhook,
  'email-server-credentials': emailServerCredentials,
};

/** The slugs of all block types that {@link notify} can send through. */
export const notificationSlugs: readonly string[] = Object.keys(notifiers);

/**
 * Sends a notification through a block.
 *
 * @throws AutomationError `not_a_notification_block` or `invalid_block` (permanent), or what the call itself ended with; no message
 *   holds a secret
 * @example await notify({ slug: 'slack-webhook', data: { url } }, { subject, body, idempotencyKey: `${firingId}:0` })
 */
export async function notify(
  block: BlockContent,
  notification: Notification,
  options: CallOptions = {},
): Promise<NotificationResult> {
  const notifier = Object.hasOwn(notifiers, block.slug) ? notifiers[block.slug] : undefined;
  if (notifier === undefined) {
    throw new AutomationError('not_a_notification_block', `A block of type "${block.slug}" cannot notify`, {
      httpStatus: 422,
    });
  }
  return notifier.notify(block.data, notification, options);
}

/**
 * The form of the data of a block type that actions use, for checking a document when it is saved; undefined for any other type,
 * whose documents are stored as they are. Fields that the form does not know are left alone.
 */
export function blockDataSchema(slug: string): z.ZodType | undefined {
  if (slug === 'webhook') return webhookConfig;
  return Object.hasOwn(notifiers, slug) ? notifiers[slug]?.config : undefined;
}
