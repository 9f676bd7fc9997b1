/** The lab's names for HTTP clients: a `lookup` for node:http agents and for fetch's dispatcher. */
import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP } from 'node:net'
import { labNames } from './lab-names'

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

/**
 * What node:net asks for a host that is no address. Names the lab does not know go to the system's resolver. Only hosts come
 * by here: the port is the caller's, and wherever a denied name leads, it is on that port.
 */
export const lookup = lookupWith(true)

/** The same for whoever looks whether a name is resolved: evidence counts what attempts ask. */
export const uncountedLookup = lookupWith(false)

function lookupWith(isCounted: boolean) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    if (!labNames.isKnown(hostname)) return systemLookup(hostname, options, callback)
    const resolved = labNames.resolve(hostname, isCounted)
    // As with the system's resolver: never in the middle of the call that asks.
    process.nextTick(() => {
      if (!resolved.ok) return callback(failure(hostname), '')
      const { host } = resolved.address
      if (isIP(host) === 0) return systemLookup(host, options, callback)
      if (options.all) return callback(null, [{ address: host, family: isIP(host) }])
      callback(null, host, isIP(host))
    })
  }
}

/** The words of getaddrinfo for a resolver that failed this time. */
function failure(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo EAI_AGAIN ${hostname}`), {
    code: 'EAI_AGAIN',
    errno: -3001,
    syscall: 'getaddrinfo',
    hostname,
  })
}
