import { z } from 'zod';
import { AutomationError } from '../errors.ts';
import { scrubber, secretsOfHeader, secretsOfUrl, type Scrub } from '../http/redact.ts';
import { flag, headersByName, httpMethod, httpUrl } from './config-fields.ts';
import { parseConfig, type BlockContent, type CallOptions } from './notifier.ts';
import { publicHeaders } from './public-headers.ts';
import { callService } from './service-call.ts';

/** Data of a block of type `webhook`, with Prefect's fields. Private addresses must be asked for (Prefect: they are allowed). */
export const webhookConfig = z.object({
  method: httpMethod,
  url: httpUrl,
  headers: headersByName,
  allow_private_urls: flag(false),
  verify: flag(true),
});

/** What came of a webhook call; `details` go into public events. */
interface WebhookResult {
  readonly statusCode: number;
  /** `status_code`, `response_body` (its first 1,000 characters) and `response_headers`, without secrets. */
  readonly details: Record<string, unknown>;
}

const MAX_BODY_IN_DETAILS = 1000;
/** Values of these headers are everyday words: blanking them out of an answer would protect nothing. */
const PLAIN_HEADERS = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent']);

/**
 * Calls a webhook block. A string goes out as it is, anything else as JSON, nothing and an empty string as no body.
 *
 * @throws AutomationError when the answer is not 2xx or there is none; its message holds no secrets
 * @example await callWebhook({ slug: 'webhook', data: { url } }, { hello: 'world' }, { idempotencyKey: firingId })
 */
export async function callWebhook(
  block: BlockContent,
  payload: unknown,
  options: CallOptions & { readonly idempotencyKey: string },
): Promise<WebhookResult> {
  if (block.slug !== 'webhook') {
    throw new AutomationError('not_a_webhook', `A block of type "${block.slug}" is not a webhook`, {
      httpStatus: 422,
    });
  }
  const { config, secrets, scrub } = prepared(block.data);
  const outcome = await callService(
    {
      method: config.method,
      url: config.url,
      headers: config.headers,
      ...encode(payload),
      allowPrivate: config.allow_private_urls,
      verify: config.verify,
      idempotencyKey: options.idempotencyKey,
      secrets,
    },
    options,
  );
  return { statusCode: outcome.statusCode, details: detailsOf(outcome, scrub) };
}

/** What is made of a block's data for any number of calls. */
interface Prepared {
  readonly config: z.infer<typeof webhookConfig>;
  readonly secrets: readonly string[];
  readonly scrub: Scrub;
}

/** Kept as long as somebody holds the data: the actions of a batch share what was loaded for them. */
const preparations = new WeakMap<BlockContent['data'], Prepared>();

function prepared(data: BlockContent['data']): Prepared {
  const known = preparations.get(data);
  if (known !== undefined) return known;
  const config = parseConfig(webhookConfig, data);
  const secrets = [...secretsOfUrl(config.url), ...secretHeaderValues(config.headers)];
  const made = { config, secrets, scrub: scrubber(secrets) };
  preparations.set(data, made);
  return made;
}

function secretHeaderValues(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => !PLAIN_HEADERS.has(name.toLowerCase()))
    .flatMap(([, value]) => secretsOfHeader(value));
}

function encode(payload: unknown): { body?: string; contentType?: string } {
  if (payload === undefined || payload === null || payload === '') return {};
  if (typeof payload !== 'string') return { body: JSON.stringify(payload), contentType: 'application/json' };
  return { body: payload, contentType: isJson(payload) ? 'application/json' : 'text/plain; charset=utf-8' };
}

// Payloads are templates: what was written as JSON arrives here as text.
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function detailsOf(
  outcome: { statusCode: number; headers: Readonly<Record<string, string>>; body: string },
  scrub: Scrub,
): Record<string, unknown> {
  return {
    status_code: outcome.statusCode,
    response_body: scrub(outcome.body).slice(0, MAX_BODY_IN_DETAILS),
    response_headers: publicHeaders(outcome.headers, scrub),
  };
}
