import { randomUUID } from 'node:crypto';
import { Agent, request, type Dispatcher } from 'undici';
import { AutomationError } from '../errors.ts';
import { startDeadline } from '../http/deadline.ts';
import { networkFailure } from '../http/failure.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import type { UpstreamTarget } from './target.ts';

/** A reply of the Prefect server; `body` is parsed JSON, or text when it is none, undefined when empty. */
export interface UpstreamReply {
  readonly status: number;
  readonly body: unknown;
  /** The server's clock, epoch ms; ours when it does not say. */
  readonly at: number;
}

/** One call to the Prefect server's API. */
export interface UpstreamCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the API, with its query. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the whole call, in milliseconds; 30 s when absent. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
const CONNECTIONS = 64;
/** Prefect's server closes idle connections after 5 s; ours go before that. */
const IDLE_MS = 3_000;

/** Connections to a Prefect server. Whoever runs this program has named it: private addresses are fine. */
export function upstreamAgent(): Agent {
  return new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    connections: CONNECTIONS,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
  });
}

/** JSON calls to a Prefect server. */
export class UpstreamClient {
  readonly target: UpstreamTarget;
  readonly #agent: Dispatcher;
  /** Headers that a server with protection against forged requests asks for. */
  #csrf: Readonly<Record<string, string>> = {};

  constructor(target: UpstreamTarget, agent: Dispatcher = upstreamAgent()) {
    this.target = target;
    this.#agent = agent;
  }

  /**
   * Calls the API. Any status is a result, except those that ask to come again.
   *
   * @throws AutomationError, retryable, when the server cannot be reached, does not answer in time or answers 408, 425, 429
   *   or 5xx; final when TLS or credentials (401, 403) fail
   */
  async call(call: UpstreamCall): Promise<UpstreamReply> {
    const reply = await this.#send(call);
    if (!(await this.#needsCsrfToken(call, reply))) return this.#checked(call, reply);
    return this.#checked(call, await this.#send(call));
  }

  async #send(call: UpstreamCall): Promise<UpstreamReply & { retryAfter: string | undefined }> {
    const { target } = this;
    const deadline = startDeadline(call.timeoutMs ?? TIMEOUT_MS, call.signal);
    try {
      deadline.signal.throwIfAborted();
      const response = await request(`${target.apiUrl}${call.path}`, {
        method: call.method,
        headers: {
          accept: 'application/json',
          ...(call.json !== undefined && { 'content-type': 'application/json' }),
          ...(target.authorization !== undefined && { authorization: target.authorization }),
          ...this.#csrf,
          ...call.headers,
        },
        body: call.json === undefined ? null : JSON.stringify(call.json),
        signal: deadline.signal,
        dispatcher: this.#agent,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      const text = await response.body.text();
      const date = Date.parse(String(response.headers['date'] ?? ''));
      const retryAfter = response.headers['retry-after'];
      return {
        status: response.statusCode,
        body: parsed(text),
        at: Number.isNaN(date) ? Date.now() : date,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      };
    } catch (error) {
      throw deadline.failure(peer(target)) ?? networkFailure(error, peer(target));
    } finally {
      deadline.stop();
    }
  }

  #checked(call: UpstreamCall, { retryAfter, ...reply }: UpstreamReply & { retryAfter: string | undefined }) {
    const { status } = reply;
    if (status === 401 || status === 403) {
      throw new AutomationError(
        'upstream_refused',
        `${peer(this.target)} refuses the credentials (${status} for ${call.method} ${withoutQuery(call.path)})`,
      );
    }
    if (status === 408 || status === 425 || status === 429 || status >= 500) {
      const wait = retryAfterMs(retryAfter, Date.now());
      throw new AutomationError('upstream_busy', `${peer(this.target)} answered ${status}`, {
        retryable: true,
        ...(wait !== undefined && { retryAfterMs: wait }),
      });
    }
    return reply;
  }

  /** Whether the reply asks for a token against forged requests, and one has been got. */
  async #needsCsrfToken(call: UpstreamCall, reply: UpstreamReply): Promise<boolean> {
    if (reply.status !== 403 || call.method === 'GET' || !/csrf/i.test(JSON.stringify(reply.body ?? '')))
      return false;
    const client = randomUUID();
    const { status, body } = await this.#send({ method: 'GET', path: `/csrf-token?client=${client}` });
    const token = (body as { token?: unknown } | undefined)?.token;
    if (status !== 200 || typeof token !== 'string') return false;
    this.#csrf = { 'prefect-csrf-token': token, 'prefect-csrf-client': client };
    return true;
  }
}

function peer(target: UpstreamTarget): string {
  return `The Prefect server at ${target.name}`;
}

function withoutQuery(path: string): string {
  return path.split('?', 1)[0] as string;
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
