/**
 * Where a delivery may go: to the internet, and to what whoever runs Retryscope has listed. Otherwise somebody who may add a
 * webhook could reach what only this machine reaches. The name is looked up once, and the connection goes to what was checked.
 * Source of the ranges: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890).
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP } from 'node:net'

/** Nothing is sent there. Its message is for people. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError'
}

export type Lookup = (
  host: string,
  options: { all: true },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

/**
 * The address that a host is reached at.
 * @param allowed hosts or host:port that may be private, in small letters
 * @throws RefusedAddressError, or what the name service said
 */
export async function checkedAddress(
  url: URL,
  allowed: readonly string[],
  lookup: Lookup = systemLookup,
): Promise<LookupAddress> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await addressesOf(host, lookup)
  const [first] = found
  if (!first) throw new Error(`the host ${host} has no address`)
  const hidden = found.find(({ address }) => !isPublic(address))
  if (hidden && !isListed(url, allowed)) throw new RefusedAddressError(refusal(url, hidden.address))
  return first
}

/** Why nothing could be sent to an address whatever its name service says; null = that has to be seen. */
export function certainRefusal(url: URL, allowed: readonly string[]): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isLocal = host === 'localhost' || host.endsWith('.localhost')
  if (isListed(url, allowed) || (!isLocal && (!isIP(host) || isPublic(host)))) return null
  return refusal(url, isLocal ? 'this machine' : host)
}

/** Whether an address is one of the internet. */
export function isPublic(address: string): boolean {
  return isIP(address) === 4 ? !NOT_PUBLIC.check(address) : isPublic6(address)
}

function isPublic6(address: string): boolean {
  return GLOBAL_6.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6')
}

function isListed(url: URL, allowed: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return allowed.includes(url.hostname) || allowed.includes(`${url.hostname}:${port}`)
}

function refusal({ hostname }: URL, address: string): string {
  const leads = hostname.includes(address) ? 'is' : `leads to ${address}, which is`
  return `${hostname} ${leads} not of the internet. List it in RETRYSCOPE_WEBHOOK_HOSTS, for the web server and the worker, if it may be sent to.`
}

function addressesOf(host: string, lookup: Lookup): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) =>
    lookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))),
  )
}

const NOT_PUBLIC = new BlockList()
for (const range of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Within the global ones: special purposes, documentation, and those that carry an IPv4 address.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
])
  add(NOT_PUBLIC, range)

const GLOBAL_6 = new BlockList()
add(GLOBAL_6, '2000::/3')

function add(list: BlockList, range: string): void {
  const [net = '', prefix = ''] = range.split('/')
  list.addSubnet(net, Number(prefix), isIP(net) === 4 ? 'ipv4' : 'ipv6')
}
