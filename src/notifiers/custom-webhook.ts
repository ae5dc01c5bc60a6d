import { z } from 'zod';
import { secretsOfUrl } from '../http/redact.ts';
import {
  flag,
  headersByName,
  httpMethod,
  isHttpUrl,
  optionalTextByName,
  requiredString,
} from './config-fields.ts';
import { defineNotifier, type Notification } from './notifier.ts';
import { fillPlaceholders, placeholderNames } from './placeholders.ts';
import { callService } from './service-call.ts';

const TEMPLATE_FIELDS = ['url', 'params', 'json_data', 'form_data', 'headers', 'cookies'] as const;

const config = z
  .object({
    name: requiredString,
    url: requiredString,
    method: httpMethod,
    params: optionalTextByName,
    json_data: z.record(z.string(), z.unknown()).nullish(),
    form_data: z.union([z.record(z.string(), z.string()), z.string()]).nullish(),
    headers: headersByName,
    cookies: optionalTextByName,
    timeout: z.number().positive().max(600).default(10),
    allow_private_urls: flag(false),
    secrets: optionalTextByName,
  })
  .superRefine((block, context) => {
    if (block.json_data != null && block.form_data != null) {
      context.addIssue({ code: 'custom', path: ['form_data'], message: 'cannot be combined with json_data' });
    }
    if (placeholderNames(block.url).length === 0 && !isHttpUrl(block.url)) {
      context.addIssue({ code: 'custom', path: ['url'], message: 'must be an http or https URL' });
    }
    const known = new Set(['subject', 'body', 'name', ...Object.keys(block.secrets)]);
    for (const field of TEMPLATE_FIELDS) {
      for (const name of placeholderNames(block[field]).filter((placeholder) => !known.has(placeholder))) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `{{${name}}} is neither a value nor a secret`,
        });
      }
    }
  });

type Config = z.infer<typeof config>;

/**
 * A request of the user's own making: `{{subject}}`, `{{body}}`, `{{name}}` and the block's secrets stand for their values in the
 * URL, the query, the body, the headers and the cookies.
 */
export const customWebhook = defineNotifier(config, async (block, notification, options) => {
  const secretValues = Object.values(block.secrets);
  const url = urlOf(block, notification);
  const { statusCode } = await callService(
    {
      method: block.method,
      url,
      headers: headersOf(block, notification),
      ...bodyOf(block, notification),
      allowPrivate: block.allow_private_urls,
      idempotencyKey: notification.idempotencyKey,
      secrets: [...secretValues, ...Object.values(block.cookies), ...secretsOfUrl(url)],
    },
    { ...options, timeoutMs: options.timeoutMs ?? block.timeout * 1000 },
  );
  return { details: { status_code: statusCode } };
});

function valuesOf(
  block: Config,
  { subject, body }: Notification,
  encode: (text: string) => string = (text) => text,
): Map<string, string> {
  // The three names win over secrets of the same name, as in Prefect.
  return new Map([
    ...Object.entries(block.secrets),
    ['subject', encode(subject)],
    ['body', encode(body)],
    ['name', encode(block.name)],
  ]);
}

// Secrets may be whole parts of the URL; what comes from an event is encoded, so that it cannot change where the call goes.
function urlOf(block: Config, notification: Notification): string {
  const text = fillPlaceholders(block.url, valuesOf(block, notification, encodeURIComponent));
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  const params = fillPlaceholders(block.params, valuesOf(block, notification));
  for (const [key, value] of Object.entries(params)) url.searchParams.append(key, value);
  return url.href;
}

function headersOf(block: Config, notification: Notification): Record<string, string> {
  const values = valuesOf(block, notification, oneLine);
  const cookies = Object.entries(fillPlaceholders(block.cookies, values)).map(
    ([key, value]) => `${key}=${value}`,
  );
  return {
    ...fillPlaceholders(block.headers, values),
    ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
  };
}

function bodyOf(
  block: Config,
  notification: Notification,
): { json?: unknown; body?: string; contentType?: string } {
  const values = valuesOf(block, notification);
  if (block.json_data != null) return { json: fillPlaceholders(block.json_data, values) };
  if (typeof block.form_data === 'string') return { body: fillPlaceholders(block.form_data, values) };
  if (block.form_data == null) return {};
  const form = new URLSearchParams(fillPlaceholders(block.form_data, values));
  return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ');
}
