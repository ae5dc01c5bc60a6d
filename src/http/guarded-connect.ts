import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { connect as openTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { AutomationError } from '../errors.ts';
import type { AddressPolicy } from './address-policy.ts';

/** What a guarded connection needs to know besides the peer. */
export interface GuardedConnectOptions {
  readonly policy: AddressPolicy;
  /** How long name lookup and connecting may take, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Turns names into addresses; the system's resolver when absent. */
  readonly lookup?: typeof systemLookup | undefined;
}

/**
 * A `lookup` for `net.connect` that hands out checked addresses only. The socket connects to exactly what it gets from
 * here, so a name that changes its address between check and connect gains nothing. One refused address among
 * several refuses the name: which of them would be used is a matter of chance.
 */
export function guardedLookup(options: Pick<GuardedConnectOptions, 'policy' | 'lookup'>): LookupFunction {
  const resolve = options.lookup ?? systemLookup;
  return (hostname, lookupOptions: LookupOptions, callback) => {
    resolve(hostname, { ...lookupOptions, all: true }, (error, addresses: LookupAddress[]) => {
      const first = addresses?.[0];
      if (error !== null) return callback(error, '', 0);
      if (first === undefined) return callback(notFound(hostname), '', 0);
      try {
        for (const { address } of addresses) options.policy.check(hostname, address);
      } catch (refused) {
        return callback(refused as NodeJS.ErrnoException, '', 0);
      }
      if (lookupOptions.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** The connector of an undici dispatcher: TCP or TLS to checked addresses only. */
export function guardedConnector(
  options: GuardedConnectOptions & { readonly verify: boolean },
): buildConnector.connector {
  const connect = buildConnector({
    timeout: options.connectTimeoutMs,
    rejectUnauthorized: options.verify,
    lookup: guardedLookup(options),
    allowH2: false,
  });
  return (target, callback) => {
    const refused = refusedLiteral(target.hostname, options.policy);
    if (refused === undefined) connect(target, callback);
    else callback(refused, null);
  };
}

/**
 * Opens a TCP connection to a checked address, for protocols other than HTTP. Resolves when it is connected.
 *
 * @throws AutomationError `private_address_refused`, or `connect_timeout`; the socket's own error otherwise
 */
export function guardedSocket(host: string, port: number, options: GuardedConnectOptions): Promise<Socket> {
  const refused = refusedLiteral(host, options.policy);
  if (refused !== undefined) return Promise.reject(refused);
  return new Promise((resolve, reject) => {
    const socket = openTcp({ host, port, lookup: guardedLookup(options) });
    const timer = setTimeout(() => socket.destroy(connectTimeout(host, port)), options.connectTimeoutMs);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

// `net.connect` asks no lookup for a host that is an address already.
function refusedLiteral(hostname: string, policy: AddressPolicy): Error | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) === 0) return undefined;
  try {
    policy.check(bare, bare);
    return undefined;
  } catch (refused) {
    return refused as Error;
  }
}

function connectTimeout(host: string, port: number): AutomationError {
  return new AutomationError('connect_timeout', `No connection to ${host}:${port} in time`, {
    retryable: true,
  });
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`No address for ${hostname}`), { code: 'ENOTFOUND' });
}
