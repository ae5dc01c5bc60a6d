import { VERSION } from '../../version.ts';
import { connectionOf, type ClientOptions, type Connection } from './connection.ts';
import { ApiError, NotFoundError, RateLimitedError, ServerError, TimeoutError } from './errors.ts';
import { connectionError, neverSent, refusalError } from './failures.ts';
import { pause, waitBefore } from './retry.ts';

/** What one call may be told besides its method and path. */
export interface CallOptions {
  /** Sent as JSON; no body when absent. */
  readonly body?: unknown;
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Ends the call, the waits between tries included; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How long one try may take, in milliseconds; the client's when absent. */
  readonly timeoutMs?: number;
  /** Sent as `Idempotency-Key`; makes it safe to try a `POST` again. */
  readonly idempotencyKey?: string;
  /**
   * Whether the call may be carried out twice without harm, and so be tried again after a broken connection. When absent:
   * yes for everything but a `POST` without an idempotency key.
   */
  readonly isIdempotent?: boolean;
}

/** The methods of the API. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Calls to a gateway's API. Every other part of the SDK goes through one: the one that is passed, else
 * {@link defaultClient}.
 *
 * @example
 * const client = new AutomationsClient({ url: 'https://automations.example.com/api', apiKey: 's3cret' });
 * const health = await client.get('/health');
 */
export class AutomationsClient {
  readonly connection: Connection;

  /** @throws TypeError when the address or the key cannot be used */
  constructor(options: ClientOptions = {}) {
    this.connection = connectionOf(options);
  }

  /** Reads. @throws ApiError */
  get<T = unknown>(path: string, options: CallOptions = {}): Promise<T> {
    return this.request<T>('GET', path, options);
  }

  /** Sends. Tried again only when it surely has not been carried out, unless the options say that it may be. @throws ApiError */
  post<T = unknown>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
    return this.request<T>('POST', path, body === undefined ? options : { ...options, body });
  }

  /** Replaces. @throws ApiError */
  put<T = unknown>(path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return this.request<T>('PUT', path, { ...options, body });
  }

  /** Changes. @throws ApiError */
  patch<T = unknown>(path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return this.request<T>('PATCH', path, { ...options, body });
  }

  /** Removes. @throws ApiError */
  delete<T = unknown>(path: string, options: CallOptions = {}): Promise<T> {
    return this.request<T>('DELETE', path, options);
  }

  /**
   * One call.
   *
   * @param path below the API's address, with a slash at its head; see {@link apiPath} for names in it
   * @returns the parsed answer, undefined when it is empty
   * @throws ApiError, one of its subclasses; the signal's reason when that was aborted
   */
  async request<T = unknown>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
    const { signal, isIdempotent = method !== 'POST' || options.idempotencyKey !== undefined } = options;
    for (let tries = 1; ; tries += 1) {
      try {
        return (await this.#try(method, path, options)) as T;
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof ApiError)) throw error;
        // The answer to the first try was lost on its way: what it was to remove is gone.
        if (method === 'DELETE' && tries > 1 && error instanceof NotFoundError) return undefined as T;
        const isSafe = isIdempotent || error instanceof RateLimitedError || neverSent(error.cause);
        if (!error.retryable || !isSafe || tries > this.connection.retries) throw error;
        const wait = waitBefore(tries, error);
        if (wait === undefined) throw error;
        await pause(wait, signal);
      }
    }
  }

  async #try(method: Method, path: string, options: CallOptions): Promise<unknown> {
    const { timeoutMs = this.connection.timeoutMs, signal } = options;
    const url = `${this.connection.url}${path}${queryOf(options.query)}`;
    const call = `${method} ${url}`;
    const deadline = AbortSignal.timeout(timeoutMs);
    let status: number;
    let headers: Headers;
    let text: string;
    try {
      const response = await fetch(url, {
        method,
        headers: this.#headers(options),
        body: options.body === undefined ? null : JSON.stringify(options.body),
        redirect: 'manual',
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      });
      ({ status, headers } = response);
      text = await response.text();
    } catch (error) {
      signal?.throwIfAborted();
      if (!deadline.aborted) throw connectionError(call, error);
      const message = `${call}: no answer within ${timeoutMs} ms; the option timeoutMs allows more`;
      throw new TimeoutError('timeout', call, message, { retryable: true });
    }
    const body = parsed(text);
    if (status < 200 || status >= 300) throw refusalError(call, { status, headers, body: body.value });
    if (body.isJson) return body.value;
    const message = `${call}: the answer is no JSON; is AUTOMATIONS_API_URL the address of the API, with its path?`;
    throw new ServerError('unexpected_answer', call, message, { status, body: body.value });
  }

  #headers({ body, idempotencyKey }: CallOptions): Record<string, string> {
    const { apiKey, userAgent } = this.connection;
    const own = `temporal-automations/${VERSION}`;
    return {
      accept: 'application/json',
      'user-agent': userAgent === undefined ? own : `${userAgent} ${own}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(apiKey === undefined ? {} : { authorization: authorization(apiKey) }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    };
  }
}

let shared: AutomationsClient | undefined;

/** The client that is used where none is passed: what the environment says, read at the first use. */
export function defaultClient(): AutomationsClient {
  return (shared ??= new AutomationsClient());
}

/** Makes {@link defaultClient} answer this client, for programs that do not want to pass it around. */
export function setDefaultClient(client: AutomationsClient): void {
  shared = client;
}

/** The header for a key; the gateway takes the auth string `name:key` as a token too. */
export function authorization(apiKey: string): string {
  return `Bearer ${apiKey}`;
}

/**
 * A path with names in it, each encoded.
 *
 * @example apiPath`/automations/${'my automation'}` // /automations/my%20automation
 */
export function apiPath(parts: TemplateStringsArray, ...names: readonly (string | number)[]): string {
  return parts.reduce((path, part, index) => `${path}${encodeURIComponent(names[index - 1] ?? '')}${part}`);
}

function queryOf(query: CallOptions['query'] = {}): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  const text = given.toString();
  return text === '' ? '' : `?${text}`;
}

function parsed(text: string): { isJson: boolean; value: unknown } {
  if (text === '') return { isJson: true, value: undefined };
  try {
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    return { isJson: false, value: text };
  }
}
