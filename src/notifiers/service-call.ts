import { CHAIN_DEPTH_HEADER } from '../http/chain-depth.ts';
import { statusFailure, succeeded, type Outcome } from '../http/failure.ts';
import { guardedFetch, type GuardedRequest } from '../http/guarded-fetch.ts';
import { describeUrl, scrubber } from '../http/redact.ts';
import type { CallOptions } from './notifier.ts';

/** One HTTP call that a notifier makes. */
export interface ServiceCall {
  readonly method?: GuardedRequest['method'];
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, in place of `json`. */
  readonly body?: string | undefined;
  /** The body's content type, unless the headers name one. */
  readonly contentType?: string | undefined;
  readonly allowPrivate: boolean;
  readonly verify?: boolean;
  readonly idempotencyKey: string;
  /** What must not appear in a message: tokens, secret URLs, values of secret headers. */
  readonly secrets: readonly string[];
}

const USER_AGENT = 'temporal-automations';

/**
 * Calls a service and returns its answer when it is 2xx.
 *
 * @throws AutomationError as `guardedFetch` and `statusFailure` say, without secrets
 */
export async function callService(call: ServiceCall, options: CallOptions): Promise<Outcome> {
  const outcome = await guardedFetch({
    method: call.method ?? 'POST',
    url: call.url,
    headers: withDefaults(call, options.depth),
    body: call.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json)),
    allowPrivate: call.allowPrivate,
    verify: call.verify,
    allowPrivateHosts: options.allowPrivateHosts,
    signal: options.signal,
    timeoutMs: options.timeoutMs,
  });
  // Most calls succeed: what only a failure's text needs is not made for them.
  if (succeeded(outcome)) return outcome;
  const failure = statusFailure(outcome, describeUrl(call.url), scrubber(call.secrets));
  if (failure !== undefined) throw failure;
  return outcome;
}

/** The base URL of a service: the deployment's own, or the public one; without a slash at its end. */
export function serviceUrl(slug: string, publicUrl: string, options: CallOptions): string {
  return (options.serviceUrls?.[slug] ?? publicUrl).replace(/\/+$/, '');
}

function withDefaults(call: ServiceCall, depth: number | undefined): Record<string, string> {
  const contentType = call.contentType ?? (call.json === undefined ? undefined : 'application/json');
  const defaults: Record<string, string> = {
    'user-agent': USER_AGENT,
    'idempotency-key': call.idempotencyKey,
    ...(depth === undefined ? {} : { [CHAIN_DEPTH_HEADER]: String(depth) }),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  };
  const named = new Set(Object.keys(call.headers ?? {}).map((name) => name.toLowerCase()));
  const missing = Object.entries(defaults).filter(([name]) => !named.has(name));
  return { ...Object.fromEntries(missing), ...call.headers };
}
