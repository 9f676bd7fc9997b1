/** Readiness of an HTTP lab: the upstream answers, around its proxy and through it. */
import { request } from 'node:http'
import type { LabAddress } from '../lab'
import { poll } from '../process/readiness'
import { hostAndPort } from './host-and-port'
import { VERSION_PATH } from './request-fields'

const CALL_TIMEOUT_MS = 1_000

/**
 * Waits until every upstream answers, whatever its status.
 * @param endMs instant of performance.now() at which to give up
 */
export async function upstreamReady(
  { members }: Pick<LabAddress, 'members'>,
  endMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (const { name, directAddress, proxiedAddress, authority = directAddress } of members)
    for (const address of [directAddress, proxiedAddress])
      await poll(name, endMs, signal, () => answer(address, authority))
}

function answer(address: string, authority: string): Promise<void> {
  const { host, port } = hostAndPort(address)
  return new Promise((resolve, reject) => {
    const sent = request(
      // A connection of its own each time: none is left behind.
      {
        host,
        port,
        path: VERSION_PATH,
        agent: false,
        headers: { host: authority },
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      },
      (response) => {
        response.on('end', resolve).on('error', reject).resume()
      },
    )
    sent.on('error', reject).end()
  })
}
