import { WebClient, type FetchFunction } from '@slack/web-api';
import { z } from 'zod';
import { AutomationError } from '../errors.ts';
import { excerpt, statusFailure } from '../http/failure.ts';
import { guardedFetch } from '../http/guarded-fetch.ts';
import { describeUrl, scrubber, type Scrub } from '../http/redact.ts';
import { flag, optionalString, requiredString } from './config-fields.ts';
import { defineNotifier, type CallOptions } from './notifier.ts';
import { serviceUrl } from './service-call.ts';
import { slackMessage } from './slack-text.ts';
import { cutTo } from './text.ts';

const MAX_TEXT = 40_000;
/** Slack's error words for troubles of its own; all others say that the request is wrong and will stay so. */
const PASSING_ERRORS = new Set([
  'fatal_error',
  'internal_error',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
]);

/** Data of a block of type `slack-credentials`: Prefect's `token`, and the channel to post to. */
const config = z.object({ token: requiredString, channel: optionalString, allow_private_urls: flag(false) });

/** Messages by a Slack app's bot (`chat.postMessage`). */
export const slackCredentials = defineNotifier(
  config,
  async ({ token, channel, allow_private_urls }, { subject, body, idempotencyKey }, options) => {
    if (channel === undefined) {
      throw new AutomationError('invalid_block', 'The block names no channel to post to', {
        httpStatus: 422,
      });
    }
    const scrub = scrubber([token]);
    const client = new WebClient(token, {
      slackApiUrl: `${serviceUrl('slack-credentials', 'https://slack.com/api', options)}/`,
      fetch: guardedFetchFor(allow_private_urls, scrub, options),
      headers: { 'Idempotency-Key': idempotencyKey },
      // Attempts are counted and spaced by the caller.
      retryConfig: { retries: 0 },
      logger: silentLogger,
    });
    try {
      const text = cutTo(slackMessage(subject, body), MAX_TEXT);
      const { ts, channel: channelId } = await client.chat.postMessage({ channel, text });
      return { details: { status_code: 200, channel: channelId ?? channel, ts } };
    } catch (error) {
      throw slackFailure(error, scrub);
    }
  },
);

/** The library's `fetch`, by way of the guard; a status other than 2xx becomes our error before the library sees it. */
function guardedFetchFor(allowPrivate: boolean, scrub: Scrub, options: CallOptions): FetchFunction {
  return async (url, init) => {
    const { allowPrivateHosts, signal, timeoutMs } = options;
    const target = String(url);
    const outcome = await guardedFetch({
      method: 'POST',
      url: target,
      headers: init?.headers,
      body: typeof init?.body === 'string' ? init.body : undefined,
      allowPrivate,
      allowPrivateHosts,
      signal,
      timeoutMs,
    });
    const failure = statusFailure(outcome, describeUrl(target), scrub);
    if (failure !== undefined) throw failure;
    // The library would take any other text for Slack's refusal.
    if (!isObject(outcome.body)) throw unreadable();
    return {
      ok: true,
      status: outcome.statusCode,
      statusText: '',
      url: target,
      headers: new Headers(outcome.headers),
      text: async () => outcome.body,
      json: async () => JSON.parse(outcome.body) as unknown,
      arrayBuffer: async () => new TextEncoder().encode(outcome.body).buffer,
    };
  };
}

function slackFailure(error: unknown, scrub: Scrub): AutomationError {
  const { original, data } = error as { original?: unknown; data?: { error?: unknown } };
  if (original instanceof AutomationError) return original;
  const word = typeof data?.error === 'string' ? data.error : undefined;
  if (word === undefined) {
    return new AutomationError('slack_failed', 'Slack gave an answer that cannot be read', {
      retryable: true,
    });
  }
  return new AutomationError('slack_failed', `Slack refused the message${excerpt(word, scrub)}`, {
    retryable: PASSING_ERRORS.has(word),
  });
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function unreadable(): AutomationError {
  return new AutomationError('slack_failed', 'Slack gave an answer that cannot be read', { retryable: true });
}

// The library logs request bodies and warnings to the console by default.
const silentLogger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as never,
};
