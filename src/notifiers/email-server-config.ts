import { z } from 'zod';
import { isMailbox } from '../schemas/mailbox.ts';
import { flag, optionalString } from './config-fields.ts';

/** How the connection is secured, and the port that goes with it. */
const PORT_BY_TYPE = { SSL: 465, STARTTLS: 587, INSECURE: 25 } as const;
type SmtpType = keyof typeof PORT_BY_TYPE;

/** The names that prefect-email takes for well-known servers. */
const SERVER_BY_NAME: Readonly<Record<string, string>> = {
  AOL: 'smtp.aol.com',
  ATT: 'smtp.mail.att.net',
  COMCAST: 'smtp.comcast.net',
  ICLOUD: 'smtp.mail.me.com',
  GMAIL: 'smtp.gmail.com',
  OUTLOOK: 'smtp-mail.outlook.com',
  YAHOO: 'smtp.mail.yahoo.com',
};

const smtpType = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value, context): SmtpType => {
    const found = (Object.keys(PORT_BY_TYPE) as SmtpType[]).find(
      (type) => String(value ?? 'SSL').toUpperCase() === type || Number(value) === PORT_BY_TYPE[type],
    );
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: 'must be SSL, STARTTLS or INSECURE' });
    return z.NEVER;
  });

// As email_send_message takes them: a list, or one text with commas.
const addresses = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) =>
    (Array.isArray(value) ? value : (value ?? '').split(',')).map((entry) => entry.trim()),
  )
  .transform((entries) => entries.filter((entry) => entry !== ''))
  .refine((entries) => entries.every(isMailbox), 'must be e-mail addresses');

/**
 * Data of a block of type `email-server-credentials`: the fields of prefect-email's block, and ours for what its task takes
 * as parameters: sender and recipients. `allow_private_urls` permits a server on a private network.
 */
export const emailServerConfig = z.object({
  username: optionalString,
  password: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  smtp_server: z
    .string()
    .nullish()
    .transform((value) => SERVER_BY_NAME[(value ?? 'GMAIL').toUpperCase()] ?? value ?? '')
    .refine((host) => /^[\w.:-]+$/.test(host), 'must be a host name or an address'),
  smtp_type: smtpType,
  smtp_port: z
    .int()
    .min(1)
    .max(65_535)
    .nullish()
    .transform((value) => value ?? undefined),
  verify: flag(true),
  email_from: optionalString.refine(
    (text) => text === undefined || isMailbox(text),
    'must be an e-mail address',
  ),
  email_to: addresses,
  email_to_cc: addresses,
  email_to_bcc: addresses,
  allow_private_urls: flag(false),
});

/** The port to connect to: the block's own or the one of its type. */
export function smtpPort(config: Pick<z.infer<typeof emailServerConfig>, 'smtp_port' | 'smtp_type'>): number {
  return config.smtp_port ?? PORT_BY_TYPE[config.smtp_type];
}
