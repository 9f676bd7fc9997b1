/** What an IP address leads to: the machine itself, its network, what only a cloud's machines may ask, or the world. */
import { BlockList, isIP } from 'node:net'

/**
 * *metadata* = where clouds hand out credentials of the machine. *special* = nobody's address: unspecified, multicast,
 * reserved, documentation, and IPv6 that wraps an IPv4 address in a way no server is reached by.
 */
export type AddressKind = 'public' | 'private' | 'loopback' | 'link-local' | 'metadata' | 'special'

/**
 * Sources: IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890), RFC 6598 (shared by carriers), RFC 2544; metadata of
 * AWS, GCP, Azure and others (169.254.169.254, its IPv6 fd00:ec2::254), AWS's containers, Azure's host, Alibaba, Oracle.
 */
const RANGES: readonly [Exclude<AddressKind, 'public'>, readonly string[]][] = [
  [
    'metadata',
    ['169.254.169.254/32', '169.254.170.2/32', '168.63.129.16/32', '100.100.100.200/32', '192.0.0.192/32'],
  ],
  ['metadata', ['fd00:ec2::254/128']],
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['link-local', ['169.254.0.0/16', 'fe80::/10']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '198.18.0.0/15']],
  ['private', ['fc00::/7', 'fec0::/10']],
  ['special', ['0.0.0.0/8', '192.0.0.0/24', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24']],
  ['special', ['192.88.99.0/24', '224.0.0.0/4', '240.0.0.0/4']],
  ['special', ['::/96', '::ffff:0:0:0/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32']],
  ['special', ['2002::/16', 'ff00::/8']],
]

/** Networks with IPv6 alone reach IPv4 addresses below it (NAT64, RFC 6052). */
const NAT64 = '64:ff9b::'

const lists = RANGES.map(([kind, subnets]) => [kind, listOf(subnets)] as const)

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/')
    const length = Number(bits)
    if (isIP(network) === 6) list.addSubnet(network, length, 'ipv6')
    else {
      // What is written as ::ffff:127.0.0.1 is found by the rules of IPv4.
      list.addSubnet(network, length, 'ipv4')
      list.addSubnet(`${NAT64}${network}`, 96 + length, 'ipv6')
    }
  }
  return list
}

/** @param ip an address in its usual form, as a name service answers it. @throws RangeError for anything else */
export function kindOfAddress(ip: string): AddressKind {
  const [address = ''] = ip.split('%') // Without the name of an interface: fe80::1%eth0.
  const version = isIP(address)
  if (version === 0) throw new RangeError(`"${ip}" is not an IP address`)
  const found = lists.find(([, list]) => list.check(address, version === 6 ? 'ipv6' : 'ipv4'))
  return found ? found[0] : 'public'
}
