import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Why a call may not pass when no API key is configured, or null when it may. */
export function loopbackRefusal(req: IncomingMessage): string | null {
  if (!isLoopbackAddress(req.socket.remoteAddress)) {
    return 'No API key is configured (AUTOMATIONS_API_KEY): only calls from this machine are served';
  }
  // A name that an attacker points at 127.0.0.1 (DNS rebinding) shows in the Host header.
  if (!isLoopbackHost(req.headers.host)) {
    return 'No API key is configured (AUTOMATIONS_API_KEY): only calls to localhost by name are served';
  }
  // A proxy on this machine makes every peer look local. Its headers are no proof of anything, but they are
  // enough to say no.
  if (forwardedFromOutside(req)) {
    return 'No API key is configured (AUTOMATIONS_API_KEY): calls forwarded by a proxy are not served';
  }
  return null;
}

/**
 * A browser page of another origin must not use the API with the user's cached credentials or from the
 * user's machine; browsers say where a call comes from, other clients send no Origin.
 */
export function isForeignOrigin(req: IncomingMessage): boolean {
  const origin = req.headers.origin;
  if (origin === undefined) return false;
  try {
    return new URL(origin).host !== req.headers.host;
  } catch {
    return true; // "null": a sandboxed page or a file
  }
}

/** Whether a peer's address is one of this machine's loopback addresses. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'loopback';
}

function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  let name: string;
  try {
    name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
  } catch {
    return false;
  }
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}

function forwardedFromOutside(req: IncomingMessage): boolean {
  if (req.headers.forwarded !== undefined) return true;
  const addresses = [req.headers['x-forwarded-for'], req.headers['x-real-ip']].flat().join(',').split(',');
  return addresses.some((address) => address.trim() !== '' && !isLoopbackAddress(address.trim()));
}
