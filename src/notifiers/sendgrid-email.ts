import { z } from 'zod';
import { notifyType, requiredString } from './config-fields.ts';
import { renderEmail } from './email-message.ts';
import { defineNotifier } from './notifier.ts';
import { callService, serviceUrl } from './service-call.ts';

const address = z.email('must be an e-mail address');

/** E-mail through SendGrid: one request for all recipients, none of whom sees the others. */
export const sendgridEmail = defineNotifier(
  z.object({
    notify_type: notifyType,
    api_key: requiredString,
    sender_email: address,
    to_emails: z.array(address).min(1, 'must name at least one recipient'),
  }),
  async (config, notification, options) => {
    const { subject, text, html } = renderEmail(notification);
    const { statusCode } = await callService(
      {
        url: `${serviceUrl('sendgrid-email', 'https://api.sendgrid.com', options)}/v3/mail/send`,
        headers: { authorization: `Bearer ${config.api_key}` },
        json: {
          personalizations: config.to_emails.map((email) => ({ to: [{ email }] })),
          from: { email: config.sender_email },
          subject,
          content: [
            { type: 'text/plain', value: text },
            { type: 'text/html', value: html },
          ],
        },
        allowPrivate: false,
        idempotencyKey: notification.idempotencyKey,
        secrets: [config.api_key],
      },
      options,
    );
    return { details: { status_code: statusCode } };
  },
);
