import ipaddr from 'ipaddr.js';
import { AutomationError } from '../errors.ts';
import { parseAddress, privateRange } from './address.ts';

/** Which addresses a call may connect to. */
export interface AddressPolicyOptions {
  /** Whether every address is allowed, as a block says with `allow_private_urls`. */
  readonly allowPrivate: boolean;
  /** Host names, addresses and CIDR ranges of the deployment's allow list: reachable whatever the block says. */
  readonly allowPrivateHosts?: readonly string[] | undefined;
}

/** Checks one address that a host name stands for; made by {@link addressPolicy}. */
export interface AddressPolicy {
  /** Throws an `AutomationError` (`private_address_refused`, permanent) when the address must not be connected to. */
  check(hostname: string, address: string): void;
}

/**
 * Splits the value of `AUTOMATIONS_ALLOW_PRIVATE_HOSTS`: host names, addresses and CIDR ranges, separated by commas or blanks.
 *
 * @example parseHostList('smtp.internal, 10.1.0.0/16') // ['smtp.internal', '10.1.0.0/16']
 * @throws AutomationError when an entry looks like a range and is none
 */
export function parseHostList(text: string | undefined): string[] {
  const entries = (text ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  const wrong = entries.find((entry) => entry.includes('/') && !ipaddr.isValidCIDR(entry));
  if (wrong !== undefined) {
    throw new AutomationError('invalid_setting', `"${wrong}" in the list of allowed hosts is no CIDR range`);
  }
  return entries;
}

/** Builds the check for a block's and the deployment's settings. */
export function addressPolicy(options: AddressPolicyOptions): AddressPolicy {
  const hosts = new Set<string>();
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of options.allowPrivateHosts ?? []) {
    if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry));
    else hosts.add(canonicalHost(entry));
  }
  return {
    check(hostname, address) {
      if (options.allowPrivate) return;
      const range = privateRange(address);
      if (range === undefined || hosts.has(canonicalHost(hostname)) || hosts.has(canonicalHost(address)))
        return;
      if (isWithin(address, ranges)) return;
      throw refusal(hostname, address, range);
    },
  };
}

function isWithin(text: string, ranges: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][]): boolean {
  const address = parseAddress(text);
  if (address === undefined) return false;
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

function canonicalHost(host: string): string {
  return parseAddress(host)?.toString() ?? host.toLowerCase().replace(/\.$/, '');
}

function refusal(hostname: string, address: string, range: string): AutomationError {
  const name = hostname === address ? address : `${hostname} (${address})`;
  return new AutomationError(
    'private_address_refused',
    `${name} is not a public address (${range}); allow_private_urls or the deployment's allow list can permit it`,
    { httpStatus: 422 },
  );
}
