import type { UpstreamSettings } from '../settings.ts';

/** A Prefect server, and how calls to it prove who they come from. */
export interface UpstreamTarget {
  /** Base of its API, without a slash at the end. */
  readonly apiUrl: string;
  /** Value of the `Authorization` header; secret. */
  readonly authorization: string | undefined;
  /** What the first message of an event websocket carries; secret. */
  readonly token: string | null;
  /** Scheme, host and port: how messages and logs name it. */
  readonly name: string;
}

/** Works out how to call the Prefect server of the settings. */
export function upstreamTarget({ apiUrl, apiKey, authString }: UpstreamSettings): UpstreamTarget {
  const authorization =
    apiKey !== undefined
      ? `Bearer ${apiKey}`
      : authString !== undefined
        ? `Basic ${Buffer.from(authString).toString('base64')}`
        : undefined;
  return { apiUrl, authorization, token: apiKey ?? authString ?? null, name: new URL(apiUrl).origin };
}

/**
 * The address of one of its websockets.
 *
 * @param path below the API, with its query
 * @example websocketUrl(target, '/events/out') // 'ws://prefect:4200/api/events/out'
 */
export function websocketUrl({ apiUrl }: UpstreamTarget, path: string): string {
  return `${apiUrl.replace(/^http/, 'ws')}${path}`;
}
