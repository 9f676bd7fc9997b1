import { expect, test } from 'vitest'
import { kindOfAddress, type AddressKind } from './address-kind'

const CASES: Record<AddressKind, string[]> = {
  public: ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '64:ff9b::808:808', '::ffff:8.8.8.8'],
  private: [
    ...['10.1.2.3', '172.31.255.255', '192.168.0.1', '100.64.0.1', '198.18.0.1', '198.19.255.255'],
    ...['fd12::1', 'fec0::1', '64:ff9b::a01:203'],
  ],
  loopback: ['127.0.0.1', '127.255.0.1', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1'],
  'link-local': ['169.254.0.1', 'fe80::1', 'fe80::1%eth0', '::ffff:169.254.1.1'],
  metadata: [
    ...['169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe', 'fd00:ec2::254'],
    ...['169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192'],
  ],
  special: [
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '::127.0.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'ff02::1',
  ],
}

test.each(Object.entries(CASES))('%s addresses are known in each of their forms', (kind, addresses) => {
  for (const address of addresses) expect(`${address} ${kindOfAddress(address)}`).toBe(`${address} ${kind}`)
})

test('what is no address is no kind', () => {
  for (const text of ['', 'localhost', '127.1', '2130706433', '0x7f.0.0.1', '[::1]'])
    expect(() => kindOfAddress(text)).toThrow(RangeError)
})
