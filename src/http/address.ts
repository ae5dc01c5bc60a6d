import ipaddr from 'ipaddr.js';

/** Public by its range, but a platform service of Azure's hosts that hands out credentials to the machine itself. */
const AZURE_PLATFORM_ADDRESS = '168.63.129.16';
/** The well-known NAT64 prefix carries an IPv4 address in its last 32 bits (RFC 6052). */
const NAT64_PREFIX = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** All of the IPv6 internet that is handed out so far; anything outside is no address of a public service. */
const IPV6_GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Reads an IP address as text, with or without brackets and zone (`[fe80::1%eth0]`); an IPv4 address that is mapped
 * into IPv6 comes back as IPv4. Returns undefined when the text is no IP address.
 */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
}

/**
 * Says why an address is not on the public internet, or undefined when it is: `private`, `loopback`, `linkLocal`,
 * `uniqueLocal`, `carrierGradeNat`, `multicast`, `unspecified`, `reserved` and the like. What is unknown is not public.
 *
 * @example privateRange('169.254.169.254') // 'linkLocal'
 */
export function privateRange(text: string): string | undefined {
  const address = parseAddress(text);
  if (address === undefined) return 'invalid';
  if (address instanceof ipaddr.IPv4) return privateIpv4Range(address);
  if (address.match(NAT64_PREFIX)) return privateIpv4Range(embeddedIpv4(address));
  const range = address.range();
  if (range !== 'unicast') return range;
  return address.match(IPV6_GLOBAL) ? undefined : 'reserved';
}

function privateIpv4Range(address: ipaddr.IPv4): string | undefined {
  const range = address.range();
  if (range !== 'unicast') return range;
  return address.toString() === AZURE_PLATFORM_ADDRESS ? 'platform' : undefined;
}

function embeddedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}
