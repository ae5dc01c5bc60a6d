/** How to reach a gateway; what is left out comes from the environment. */
export interface ClientOptions {
  /** The API's address; else `AUTOMATIONS_API_URL`, else `http://127.0.0.1:4300/api`. Without a path, `/api` is meant. */
  readonly url?: string;
  /** The API key, or the auth string `name:key`; else `AUTOMATIONS_API_KEY`, else none. Null: none, whatever the environment says. */
  readonly apiKey?: string | null;
  /** How long one try of a call may take, in milliseconds; 30 s when absent. */
  readonly timeoutMs?: number;
  /** How often a call is tried again when that is safe; 4 when absent, 0 for never. */
  readonly retries?: number;
  /** Put before the `User-Agent`, for example `my-service/1.2`. */
  readonly userAgent?: string;
}

/** A gateway's address and the credentials for it, checked. */
export interface Connection {
  /** Without a slash at the end. */
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly userAgent: string | undefined;
}

/** Where the gateway is unless somebody says otherwise. */
export const DEFAULT_API_URL = 'http://127.0.0.1:4300/api';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_RETRIES = 4;

/**
 * Fills in what the options leave out.
 *
 * @param env where the settings are looked up; the process's environment when absent
 * @throws TypeError when the address is no http or https URL, or the key cannot be sent in a header
 */
export function connectionOf(
  options: ClientOptions = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
): Connection {
  const apiKey =
    options.apiKey === null ? undefined : (options.apiKey ?? blankless(env['AUTOMATIONS_API_KEY']));
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError('The API key may have printable ASCII characters only, and no spaces');
  }
  return {
    url: apiUrl(options.url ?? blankless(env['AUTOMATIONS_API_URL']) ?? DEFAULT_API_URL),
    apiKey,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    retries: options.retries ?? DEFAULT_RETRIES,
    userAgent: options.userAgent,
  };
}

function blankless(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function apiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      `The API's address is no http or https URL: ${text} (for example ${DEFAULT_API_URL})`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError(
      'The API key belongs into AUTOMATIONS_API_KEY or the option apiKey, not into the address',
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path === '' ? '/api' : path}`;
}
