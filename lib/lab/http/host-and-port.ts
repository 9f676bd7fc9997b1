/** Addresses as "host:port" and "[IPv6]:port", taken apart and put together. */

/** @throws RangeError when it is none */
export function hostAndPort(address: string): { host: string; port: number } {
  const parts = /^(?:\[(?<v6>[\da-fA-F:.]+)\]|(?<host>[^:\s[\]]+)):(?<port>\d{1,5})$/.exec(address)?.groups
  const host = parts?.v6 ?? parts?.host
  if (host === undefined) throw new RangeError(`"${address}" is not host:port`)
  return { host, port: Number(parts?.port) }
}

/** "host:port", with an IPv6 address in brackets. */
export function addressOf(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
