/** Finds an upstream of the user's in the list of those that may be asked, and where it is. */
import { checkedAddress, OutgoingRefusal, type NameService } from '@/lib/net/outgoing'
import type { AllowedUpstream } from '../lab'
import { LabError } from '../lab-error'
import { addressOf, hostAndPort } from './host-and-port'

export interface ResolvedUpstream {
  /** host:port with the host as a number: what Toxiproxy forwards to for as long as the lab lives. */
  address: string
  /** host:port as it was written, for the Host field. */
  authority: string
}

/**
 * Looks the name up in the list and its host in the name service, once: whatever the name points to later is not followed.
 * @param nameService this machine's, when left out
 * @throws LabError when it is not in the list, or when its host is not known or leads where no upstream is
 */
export async function resolveUpstream(
  name: string,
  upstreams: readonly AllowedUpstream[],
  nameService?: NameService,
): Promise<ResolvedUpstream> {
  const allowed = upstreams.find((upstream) => upstream.name === name)
  if (!allowed)
    throw new LabError(
      `The HTTP upstream "${name}" is not among those that this worker may ask (${upstreams.map((upstream) => upstream.name).join(', ') || 'there are none'}). ` +
        'List it in RETRYSCOPE_UPSTREAMS (name=host:port) where the worker runs, and start the worker again.',
    )
  const { host, port } = hostAndPort(allowed.address)
  try {
    const { address } = await checkedAddress(host, { isListed: () => true, nameService })
    return { address: addressOf(address, port), authority: allowed.address }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LabError(
      `The HTTP upstream "${name}" (${allowed.address}) ${error instanceof OutgoingRefusal ? 'is not asked' : 'cannot be found'}: ${reason} ` +
        'Correct RETRYSCOPE_UPSTREAMS, or the name service of this machine.',
      { cause: error },
    )
  }
}
