import {
  ApiError,
  AutomationsClient,
  InvalidRequestError,
  NotFoundError,
  TimeoutError,
  UnauthorizedError,
  UnreachableError,
} from '../../sdk/index.ts';
import { CommandError, exitCodes } from '../failure.ts';
import type { ApiTarget } from './target.ts';

/** The server's largest page. */
const PAGE = 200;
const TIMEOUT_MS = 60_000;

/** Calls to a gateway's API: the SDK's client, whose failures say here what to do on a command line. */
export class Api {
  readonly target: ApiTarget;
  readonly client: AutomationsClient;

  /** @param options - `retries` and `timeoutMs` (milliseconds for one try; a minute when absent) of the client */
  constructor(target: ApiTarget, options: { readonly retries?: number; readonly timeoutMs?: number } = {}) {
    this.target = target;
    const { url, key } = target;
    // A server that is not there is told at once: whoever waits at a terminal can try again.
    this.client = new AutomationsClient({
      url,
      apiKey: key ?? null,
      retries: 1,
      timeoutMs: TIMEOUT_MS,
      ...options,
    });
  }

  /** @throws CommandError `unreachable`, `unauthorized`, `not_found`, `refused` with the fields, or `server` */
  get<T>(path: string): Promise<T> {
    return this.#told(this.client.get<T>(path));
  }

  /** Without a body an empty object is sent. */
  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.#told(this.client.post<T>(path, body));
  }

  put<T = unknown>(path: string, body: unknown): Promise<T> {
    return this.#told(this.client.put<T>(path, body));
  }

  patch<T = unknown>(path: string, body: unknown): Promise<T> {
    return this.#told(this.client.patch<T>(path, body));
  }

  async delete(path: string): Promise<void> {
    await this.#told(this.client.delete(path));
  }

  /**
   * All objects of a list, page by page.
   *
   * @param filter - the body without `limit` and `offset`
   * @param limit - at most so many; all when absent
   */
  async list<T>(path: string, filter: Record<string, unknown> = {}, limit = Infinity): Promise<T[]> {
    const all: T[] = [];
    for (;;) {
      const size = Math.min(PAGE, limit - all.length);
      if (size <= 0) return all;
      const page = await this.post<T[]>(path, { ...filter, limit: size, offset: all.length });
      all.push(...page);
      if (page.length < size) return all;
    }
  }

  /** What a failure of the client means to somebody at a command line; others stay what they are. */
  inOurWords(error: unknown): unknown {
    return error instanceof ApiError ? inOurWords(error, this.target) : error;
  }

  async #told<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      throw this.inOurWords(error);
    }
  }
}

/** What a failed call means to somebody at a command line. */
function inOurWords(error: ApiError, { url, key, from }: ApiTarget): CommandError {
  const failure = (code: string, text: string): CommandError =>
    new CommandError(code, text, exitCodes.failure, error);
  if (error instanceof UnreachableError || error instanceof TimeoutError) {
    const reason = /\((.*?)\)/.exec(error.message)?.[1] ?? 'no answer in time';
    return failure(
      'unreachable',
      `No gateway answers at ${url} (${reason}); the address comes from ${from}.\n` +
        'Start one with `automations dev`, or name another: --api-url, AUTOMATIONS_API_URL, or `automations profile`.',
    );
  }
  if (error instanceof UnauthorizedError && error.status === 401) {
    return failure(
      'unauthorized',
      key === undefined
        ? `The gateway at ${url} asks for a key: --api-key, AUTOMATIONS_API_KEY, or \`automations profile set\`.`
        : `The gateway at ${url} does not know the key that was sent. Its keys are in its own AUTOMATIONS_API_KEY.`,
    );
  }
  if (error instanceof InvalidRequestError && error.fields.length > 0) {
    const lines = error.fields.map(({ path, message }) => `  ${path || 'body'}: ${message}`);
    return failure('refused', `The gateway refused it:\n${lines.join('\n')}`);
  }
  const said = error.message.startsWith(`${error.call}: `)
    ? error.message.slice(error.call.length + 2)
    : error.message;
  if (error instanceof NotFoundError) return failure('not_found', said);
  return failure(error.status !== undefined && error.status < 500 ? 'refused' : 'server', said);
}
