import { z } from 'zod';
import { basic } from '../http/redact.ts';
import { notifyType, requiredString } from './config-fields.ts';
import { sendToEach } from './delivered.ts';
import { defineNotifier } from './notifier.ts';
import { callService, serviceUrl } from './service-call.ts';
import { cutTo, joined } from './text.ts';

const MAX_BODY = 1_600;
/** Shorter numbers are short codes, which have no international form. */
const SHORTEST_NUMBER = 8;

/** Text messages through Twilio, one for each number. */
export const twilioSms = defineNotifier(
  z.object({
    notify_type: notifyType,
    account_sid: requiredString,
    auth_token: requiredString,
    from_phone_number: requiredString,
    to_phone_numbers: z.array(requiredString).min(1, 'must name at least one number'),
  }),
  async (config, { subject, body, idempotencyKey }, options) => {
    const base = serviceUrl('twilio-sms', 'https://api.twilio.com', options);
    const url = `${base}/2010-04-01/Accounts/${encodeURIComponent(config.account_sid)}/Messages.json`;
    const credentials = basic(encodeURIComponent(config.account_sid), encodeURIComponent(config.auth_token));
    const text = cutTo(joined(subject, body), MAX_BODY);
    let statusCode = 0;
    const messages = await sendToEach(config.to_phone_numbers, idempotencyKey, async (number, key) => {
      const form = { From: international(config.from_phone_number), To: international(number), Body: text };
      const outcome = await callService(
        {
          url,
          headers: { authorization: `Basic ${credentials}`, accept: 'application/json' },
          contentType: 'application/x-www-form-urlencoded',
          body: new URLSearchParams(form).toString(),
          allowPrivate: false,
          idempotencyKey: key,
          secrets: [config.auth_token, credentials],
        },
        options,
      );
      statusCode = outcome.statusCode;
    });
    return { details: { status_code: statusCode, messages } };
  },
);

// Prefect's form takes numbers such as "18001234567"; Twilio wants E.164.
function international(number: string): string {
  if (!/^\+?[\d\s().-]+$/.test(number)) return number;
  const digits = number.replace(/\D/g, '');
  return digits.length < SHORTEST_NUMBER ? digits : `+${digits}`;
}
