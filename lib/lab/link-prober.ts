/**
 * Probes of the lab's links: a small HTTP request on idle keep-alive connections of its own. The answer is written at once, so
 * it travels as a single piece and meets a latency once; a gRPC answer is several pieces and would meet it more often.
 */
import { Agent as PlainAgent, request as requestPlain } from 'node:http'
import { Agent as SecureAgent, request as requestSecure, type RequestOptions } from 'node:https'
import type { ProbedLink } from '@/lib/core/fault/evidence'
import type { LinkProber } from '@/lib/engine/ports'
import { onAbort } from './abort-callbacks'
import { httpsOptions } from './etcd/tls'
import type { LabAddress, LabMember } from './lab'
import { reachable } from './names/reachable'

/** Answered by etcd itself, without consensus, on client and peer ports alike. */
const PROBE_PATH = '/version'
/** Long latencies keep many probes waiting; each waits on a connection of its own. */
const MAX_SOCKETS = 64

/** The prober of the lab at this address. `close` ends its connections. */
export function createLinkProber(address: LabAddress): LinkProber & { close(): void } {
  const tls = address.terms?.tls
  // Read once: files are slow, and probes are many.
  const secure = tls ? address.members.map((member) => httpsOptions(tls, member)) : null
  const agent = new (tls ? SecureAgent : PlainAgent)({ keepAlive: true, maxSockets: MAX_SOCKETS })
  const memberAt = (index: number) => {
    const member = address.members[index]
    if (!member) throw new RangeError(`there is no member ${index}`)
    return member
  }
  return {
    links: address.members.every((member) => peerAddressesOf(member) !== null)
      ? ['client', 'peer']
      : ['client'],
    roundTripMs({ member: index, link, way }, timeoutMs, signal) {
      const member = memberAt(index)
      const hostAndPort = addressOf(member, link, way)
      // Not AbortSignal.timeout and AbortSignal.any: the timer of one outlasts the answer, the other keeps all signals it
      // made until the window's is collected (Node 20), and probes are many.
      const ended = new AbortController()
      const end = () => ended.abort()
      if (signal.aborted) end()
      const forget = onAbort(signal, end)
      const timer = setTimeout(end, timeoutMs)
      const options = { agent, signal: ended.signal }
      const answered = secure
        ? roundTrip(`https://${hostAndPort}`, { ...secure[index], ...options })
        : roundTrip(`http://${hostAndPort}`, options)
      return answered.finally(() => {
        clearTimeout(timer)
        forget()
      })
    },
    async connect(index, timeoutMs) {
      const member = memberAt(index)
      const [byName, byAddress] = await Promise.all(
        (['by-name', 'by-address'] as const).map(
          async (way) => (await reachable(address, [member], way, timeoutMs)).length > 0,
        ),
      )
      return { byName: byName ?? false, byAddress: byAddress ?? false }
    },
    close: () => agent.destroy(),
  }
}

function addressOf(member: LabMember, link: ProbedLink, way: 'through' | 'around'): string {
  if (link === 'client') return way === 'through' ? member.proxiedAddress : member.directAddress
  const addresses = peerAddressesOf(member)
  if (!addresses) throw new RangeError(`there is no proxy in front of the peer port of ${member.name}`)
  return addresses[way]
}

/** Null where other members reach it without a proxy of ours. */
function peerAddressesOf({
  peerProxiedAddress,
  peerAddress,
}: LabMember): Record<'through' | 'around', string> | null {
  return peerProxiedAddress && peerAddress ? { through: peerProxiedAddress, around: peerAddress } : null
}

function roundTrip(url: string, options: RequestOptions): Promise<number | null> {
  return new Promise((resolve) => {
    const startMs = performance.now()
    const request = url.startsWith('https:') ? requestSecure : requestPlain
    const sent = request(`${url}${PROBE_PATH}`, options, (response) => {
      const tookMs = performance.now() - startMs
      response.on('end', () => resolve(tookMs))
      response.on('error', () => resolve(null))
      response.resume()
    })
    // No connection, a cut one, or the time limit: there was no answer.
    sent.on('error', () => resolve(null))
    sent.end()
  })
}
