/**
 * Measures what Toxiproxy's latency adds, by small TCP echoes: each is one piece in either direction, so it meets the latency
 * once. A gRPC answer is several pieces and would meet the largest of several delays.
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { ToxicState, ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'

const PROXY = 'retryscope-echo'
const CONNECTIONS = 32

export interface LatencyQuestion {
  latencyMs: number
  jitterMs: number
  echoes: number
}

/** Round trips in milliseconds, ascending: through the proxy without a fault, and with the latency. */
export interface LatencyAnswer {
  withoutMs: number[]
  withMs: number[]
}

/** Sends echoes through the real Toxiproxy, first without a fault and then with the latency downstream. */
export async function measureLatency(
  toxiproxy: ToxiproxyControl,
  { latencyMs, jitterMs, echoes }: LatencyQuestion,
): Promise<LatencyAnswer> {
  const server = createServer((socket) => socket.setNoDelay(true).pipe(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the echo server has no port')
  const upstream = `127.0.0.1:${address.port}`
  const { listen } = await toxiproxy.createProxy({ name: PROXY, listen: '127.0.0.1:0', upstream })
  const sockets = Array.from({ length: CONNECTIONS }, () =>
    connect(Number(listen.split(':').at(-1)), '127.0.0.1').setNoDelay(true),
  )
  try {
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    const withoutMs = await roundTrips(sockets, echoes)
    await toxiproxy.addToxic(PROXY, latencyToxic(latencyMs, jitterMs))
    return { withoutMs, withMs: await roundTrips(sockets, echoes) }
  } finally {
    for (const socket of sockets) socket.destroy()
    server.close()
    await toxiproxy.removeProxy(PROXY)
  }
}

/** The mean of a list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

async function roundTrips(sockets: readonly Socket[], echoes: number): Promise<number[]> {
  const tookMs: number[] = []
  let left = echoes
  const caller = async (socket: Socket) => {
    while (left-- > 0) {
      const fromMs = performance.now()
      const answered = once(socket, 'data')
      socket.write('echo')
      await answered
      tookMs.push(performance.now() - fromMs)
    }
  }
  await Promise.all(sockets.map(caller))
  return tookMs.sort((a, b) => a - b)
}

function latencyToxic(latency: number, jitter: number): ToxicState {
  const attributes = { latency, jitter }
  return { name: 'latency', type: 'latency', stream: 'downstream', toxicity: 1, attributes }
}
