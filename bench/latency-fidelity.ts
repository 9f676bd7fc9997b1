/**
 * Measures what Toxiproxy's latency adds, by small TCP echoes: each is one piece in either direction, so it meets the latency
 * once. A gRPC answer is several pieces and would meet the largest of several delays. Echoes through a proxy with the fault and
 * through one without take turns, so that a busy machine slows both alike.
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { ToxicState, ToxiproxyControl } from '@/lib/lab/toxiproxy/toxiproxy-control'

const CONNECTIONS = 64

export interface LatencyQuestion {
  latencyMs: number
  jitterMs: number
  /** Latency of the proxy to compare with; 0 = no fault at all. */
  controlMs: number
  echoes: number
}

/** Round trips in milliseconds, ascending: through the proxy to compare with, and through the one with the latency. */
export interface LatencyAnswer {
  withoutMs: number[]
  withMs: number[]
}

/** Sends pairs of echoes through the real Toxiproxy: through the proxy to compare with, and with the latency downstream. */
export async function measureLatency(
  toxiproxy: ToxiproxyControl,
  { latencyMs, jitterMs, controlMs, echoes }: LatencyQuestion,
): Promise<LatencyAnswer> {
  const server = createServer((socket) => socket.setNoDelay(true).pipe(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the echo server has no port')
  const upstream = `127.0.0.1:${address.port}`
  const names = ['retryscope-echo-clean', 'retryscope-echo-slow'] as const
  const [clean, slow] = await Promise.all(
    names.map((name) => toxiproxy.createProxy({ name, listen: '127.0.0.1:0', upstream })),
  )
  if (!clean || !slow) throw new Error('a proxy is missing')
  if (controlMs > 0) await toxiproxy.addToxic(clean.name, latencyToxic(controlMs, 0))
  await toxiproxy.addToxic(slow.name, latencyToxic(latencyMs, jitterMs))
  const callers = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => Promise.all([connected(clean.listen), connected(slow.listen)])),
  )
  try {
    return await takeTurns(callers, echoes)
  } finally {
    for (const socket of callers.flat()) socket.destroy()
    server.close()
    for (const name of names) await toxiproxy.removeProxy(name)
  }
}

/** The mean of a list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

async function takeTurns(
  callers: readonly (readonly [clean: Socket, slow: Socket])[],
  echoes: number,
): Promise<LatencyAnswer> {
  const answer: LatencyAnswer = { withoutMs: [], withMs: [] }
  let left = echoes
  const call = async ([clean, slow]: readonly [Socket, Socket]) => {
    while (left-- > 0) {
      answer.withoutMs.push(await roundTripMs(clean))
      answer.withMs.push(await roundTripMs(slow))
    }
  }
  await Promise.all(callers.map(call))
  for (const values of [answer.withoutMs, answer.withMs]) values.sort((a, b) => a - b)
  return answer
}

async function roundTripMs(socket: Socket): Promise<number> {
  const fromMs = performance.now()
  const answered = once(socket, 'data')
  socket.write('echo')
  await answered
  return performance.now() - fromMs
}

async function connected(listen: string): Promise<Socket> {
  const socket = connect(Number(listen.split(':').at(-1)), '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  return socket
}

function latencyToxic(latency: number, jitter: number): ToxicState {
  const attributes = { latency, jitter }
  return { name: 'latency', type: 'latency', stream: 'downstream', toxicity: 1, attributes }
}
