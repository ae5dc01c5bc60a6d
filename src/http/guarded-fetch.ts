import { request as send, type Dispatcher } from 'undici';
import { AutomationError } from '../errors.ts';
import { sharedAgent } from './agent-pool.ts';
import type { AddressPolicyOptions } from './address-policy.ts';
import { readStart } from './body.ts';
import { startDeadline } from './deadline.ts';
import { networkFailure, type Outcome } from './failure.ts';
import { basic, describeUrl } from './redact.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const TIMEOUT_MS = 30_000;
/** What belongs to the connection is ours to say: a wrong length or an upgrade would break the request. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/** One HTTP call to somebody else's system. */
export interface GuardedRequest extends AddressPolicyOptions {
  readonly method: Dispatcher.HttpMethod;
  /** `http` or `https`; user and password in it become Basic credentials. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Whether TLS certificates must be valid; true when absent. */
  readonly verify?: boolean | undefined;
  /** For name lookup, TCP and TLS, in milliseconds; 10 s when absent. */
  readonly connectTimeoutMs?: number | undefined;
  /** For the whole call, in milliseconds; 30 s when absent. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Sends the request instead of the shared connections. */
  readonly dispatcher?: Dispatcher | undefined;
}

/**
 * Sends one request and reads the start of the answer. Redirects are not followed, as in Prefect: nothing that a peer answers
 * makes this process call another address. Any status is a result; see `statusFailure` for what it means.
 *
 * @throws AutomationError `private_address_refused`, `tls_failed`, `invalid_url`, `invalid_request` (permanent), `connect_timeout`,
 *   `timeout`, `network_error`, `aborted` (retryable). Messages name scheme, host and port only.
 * @example const { statusCode } = await guardedFetch({ method: 'POST', url, body: '{}', allowPrivate: false });
 */
export async function guardedFetch(request: GuardedRequest): Promise<Outcome> {
  const url = parseHttpUrl(request.url);
  const deadline = startDeadline(request.timeoutMs ?? TIMEOUT_MS, request.signal);
  try {
    deadline.signal.throwIfAborted();
    const response = await send(`${url.origin}${url.pathname}${url.search}`, {
      method: request.method,
      headers: headersOf(request, url),
      body: request.body ?? null,
      signal: deadline.signal,
      // The deadline covers these; undici's own are longer than ours may be.
      headersTimeout: 0,
      bodyTimeout: 0,
      dispatcher: request.dispatcher ?? sharedAgent(agentOptions(request)),
    });
    const headers = flatHeaders(response.headers);
    return { statusCode: response.statusCode, headers, body: await readStart(response.body, headers) };
  } catch (error) {
    const peer = describeUrl(request.url);
    throw deadline.failure(peer) ?? networkFailure(error, peer);
  } finally {
    deadline.stop();
  }
}

/** Parses an `http` or `https` URL. @throws AutomationError `invalid_url`, without the URL's text */
export function parseHttpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined)
    throw new AutomationError('invalid_url', 'The URL is not valid', { httpStatus: 422 });
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new AutomationError('invalid_url', 'Only http and https URLs can be called', { httpStatus: 422 });
}

function agentOptions(request: GuardedRequest) {
  const { allowPrivate, allowPrivateHosts, verify = true, connectTimeoutMs = CONNECT_TIMEOUT_MS } = request;
  return { allowPrivate, allowPrivateHosts, verify, connectTimeoutMs };
}

function headersOf(request: GuardedRequest, url: URL): Record<string, string> {
  const own = Object.entries(request.headers ?? {}).filter(
    ([name]) => !CONNECTION_HEADERS.has(name.toLowerCase()),
  );
  const headers = Object.fromEntries(own);
  const credentials = basic(url.username, url.password);
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  if (credentials !== '' && !named) headers['authorization'] = `Basic ${credentials}`;
  return headers;
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
