/**
 * Probes of the lab's links: a small HTTP request on idle keep-alive connections of its own. The answer is written at once, so
 * it travels as a single piece and meets a latency once; a gRPC answer is several pieces and would meet it more often.
 */
import { Agent, request } from 'node:http'
import type { LinkProber } from '@/lib/engine/ports'
import type { LabAddress, LabMember } from './lab'

/** Answered by etcd itself, without consensus. */
const PROBE_PATH = '/version'
/** Long latencies keep many probes waiting; each waits on a connection of its own. */
const MAX_SOCKETS = 64

/** The prober of the lab at this address. `close` ends its connections. */
export function createLinkProber(address: LabAddress): LinkProber & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS })
  return {
    roundTripMs(index, way, timeoutMs, signal) {
      const member = address.members[index]
      if (!member) throw new RangeError(`there is no member ${index}`)
      return roundTrip(
        addressOf(member, way),
        agent,
        AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      )
    },
    close: () => agent.destroy(),
  }
}

function addressOf(member: LabMember, way: 'through' | 'around'): string {
  return way === 'through' ? member.proxiedAddress : member.directAddress
}

function roundTrip(hostAndPort: string, agent: Agent, signal: AbortSignal): Promise<number | null> {
  return new Promise((resolve) => {
    const startMs = performance.now()
    const sent = request(`http://${hostAndPort}${PROBE_PATH}`, { agent, signal }, (response) => {
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
