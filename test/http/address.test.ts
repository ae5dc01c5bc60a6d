import { describe, expect, test } from 'vitest';
import { addressPolicy, parseHostList } from '../../src/http/address-policy.ts';
import { privateRange } from '../../src/http/address.ts';

describe('private ranges', () => {
  test.each([
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['169.254.169.254', 'linkLocal'],
    ['100.64.0.1', 'carrierGradeNat'],
    ['100.100.100.200', 'carrierGradeNat'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['168.63.129.16', 'platform'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['[::1]', 'loopback'],
    ['fe80::1', 'linkLocal'],
    ['fe80::1%eth0', 'linkLocal'],
    ['fd12::1', 'uniqueLocal'],
    ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:a00:1', 'private'],
    ['::7f00:1', 'reserved'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::a9fe:a9fe', 'linkLocal'],
    ['64:ff9b:1::808:808', 'rfc6052'],
    ['2002:7f00:1::', '6to4'],
    ['2001::1', 'teredo'],
    ['2001:db8::1', 'reserved'],
    ['fec0::1', 'deprecatedSiteLocal'],
    ['4000::1', 'reserved'],
    ['not an address', 'invalid'],
  ])('%s is %s', (address, range) => {
    expect(privateRange(address)).toBe(range);
  });

  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1', '64:ff9b::808:808', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => {
      expect(privateRange(address)).toBeUndefined();
    },
  );
});

describe('address policy', () => {
  const refused = expect.objectContaining({ code: 'private_address_refused', retryable: false });

  function isAllowed(allowPrivateHosts: readonly string[], hostname: string, address: string): boolean {
    try {
      addressPolicy({ allowPrivate: false, allowPrivateHosts }).check(hostname, address);
      return true;
    } catch (error) {
      expect(error).toEqual(refused);
      return false;
    }
  }

  test.each([
    [['mail.internal'], 'MAIL.internal.', '10.0.0.1', true],
    [['mail.internal'], 'other.internal', '10.0.0.1', false],
    [['mail.internal'], 'x.mail.internal', '10.0.0.1', false],
    [['10.1.0.0/16'], 'db', '10.1.2.3', true],
    [['10.1.0.0/16'], 'db', '::ffff:10.1.2.3', true],
    [['10.1.0.0/16'], 'db', '10.2.0.1', false],
    [['10.1.0.0/16'], 'db', 'fd00::1', false],
    [['fd00::/8'], 'db', 'fd00::1', true],
    [['127.0.0.1'], 'localhost', '127.0.0.1', true],
    [['127.0.0.1'], 'localhost', '::1', false],
    [['::1'], '0:0:0:0:0:0:0:1', '0:0:0:0:0:0:0:1', true],
    [[], 'example.com', '93.184.216.34', true],
  ])('with %j, %s at %s: %s', (list, hostname, address, allowed) => {
    expect(isAllowed(list, hostname, address)).toBe(allowed);
  });

  test('a refusal names host, address and range', () => {
    expect(() => addressPolicy({ allowPrivate: false }).check('intern.example', '10.0.0.1')).toThrow(
      /intern\.example \(10\.0\.0\.1\).*private/,
    );
  });
});

describe('host lists', () => {
  test('are separated by commas and blanks', () => {
    expect(parseHostList(' a.b, 10.0.0.0/8\n::1,')).toEqual(['a.b', '10.0.0.0/8', '::1']);
    expect(parseHostList(undefined)).toEqual([]);
  });

  test('a wrong range is refused', () => {
    expect(() => parseHostList('10.0.0.0/33')).toThrow(/10\.0\.0\.0\/33/);
  });
});
