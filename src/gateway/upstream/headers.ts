import type { IncomingHttpHeaders } from 'node:http';

/** What belongs to one connection and is not passed on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Names this gateway among the stations of a request. */
export const VIA = 'automations-gateway';

type Headers = Record<string, string | string[]>;

/** Headers without those of the connection, which includes what its `Connection` header names. */
export function endToEnd(headers: IncomingHttpHeaders, without: readonly string[] = []): Headers {
  const named = String(headers.connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const dropped = new Set([...named, ...without]);
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] =>
      entry[1] !== undefined && !HOP_BY_HOP.has(entry[0]) && !dropped.has(entry[0]),
  );
  return Object.fromEntries(kept);
}

/**
 * Headers of a request on its way to the server behind. The caller's credentials are the gateway's business and stay
 * here; the server gets those that are set for it.
 */
export function requestHeaders(
  headers: IncomingHttpHeaders,
  authorization: string | undefined,
  without: readonly string[] = [],
): Headers {
  const { via, ...kept } = endToEnd(headers, ['host', 'authorization', ...without]);
  return {
    ...kept,
    via: [via, `1.1 ${VIA}`].flat().filter(Boolean).join(', '),
    ...(authorization !== undefined && { authorization }),
  };
}

/** Whether a request has been here before: then the server behind the gateway is the gateway. */
export function wentRound(headers: IncomingHttpHeaders): boolean {
  return String(headers.via ?? '').includes(VIA);
}
