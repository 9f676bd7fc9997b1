import { once } from 'node:events'
import { Agent } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { waitingCallbacks } from '../abort-callbacks'
import type { WireRequest } from './http-request'
import { sendAttempt, type Endpoint } from './send-attempt'

const GET: WireRequest = { method: 'GET', path: '/data', headers: {}, body: null }
const POST: WireRequest = { method: 'POST', path: '/orders', headers: { 'content-length': 1 }, body: 'x' }
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** A server of our own that gets the sockets raw: what it does with the n-th request (from 1), on whichever connection. */
async function serverThat(
  act: (socket: Socket, request: number, text: string) => void,
): Promise<Endpoint & { server: Server }> {
  let requests = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (data) => act(socket, ++requests, data.toString()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { host: '127.0.0.1', port, authority: 'shop:80', server }
}

function agentOf(options: { maxSockets?: number } = {}): Agent {
  const agent = new Agent({ keepAlive: true, ...options })
  closing.push(() => agent.destroy())
  return agent
}

const limits = (timeoutMs = 10_000) => ({ timeoutMs, signal: new AbortController().signal })

describe('one attempt over HTTP', () => {
  test('is one request with the name of its upstream, on a connection that is kept', async () => {
    const seen: string[] = []
    const endpoint = await serverThat((socket, _, text) => {
      seen.push(text)
      socket.write(OK)
    })
    const agent = agentOf()
    for (let n = 0; n < 2; n++)
      expect(await sendAttempt(agent, endpoint, 'get', GET, limits())).toEqual({
        outcome: 'ok',
        errorClass: 'none',
        httpStatus: 200,
      })
    expect(seen).toHaveLength(2)
    expect(seen[0]).toMatch(/^GET \/data HTTP\/1\.1\r\nhost: shop:80\r\n/)
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1)
  })

  test('on a kept connection that the server cuts is stale, and on a new one dropped', async () => {
    const endpoint = await serverThat((socket, request) =>
      request === 1 ? socket.write(OK) : socket.destroy(),
    )
    const agent = agentOf()
    await sendAttempt(agent, endpoint, 'get', GET, limits())
    expect(await sendAttempt(agent, endpoint, 'put', POST, limits())).toEqual({
      outcome: 'info',
      errorClass: 'stale-connection',
    })
    expect(await sendAttempt(agent, endpoint, 'put', POST, limits())).toEqual({
      outcome: 'info',
      errorClass: 'connection-dropped',
    })
  })

  test('whose answer breaks off is dropped, whatever its status', async () => {
    const endpoint = await serverThat((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'),
    )
    expect(await sendAttempt(agentOf(), endpoint, 'put', POST, limits())).toEqual({
      outcome: 'info',
      errorClass: 'connection-dropped',
    })
  })

  test('that is answered by what is no HTTP is an unknown error', async () => {
    const endpoint = await serverThat((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))
    expect(await sendAttempt(agentOf(), endpoint, 'put', POST, limits())).toEqual({
      outcome: 'info',
      errorClass: 'unknown',
    })
  })

  test('follows no redirect', async () => {
    let requests = 0
    const endpoint = await serverThat((socket, request) => {
      requests = request
      socket.write('HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n')
    })
    expect(await sendAttempt(agentOf(), endpoint, 'get', GET, limits())).toMatchObject({
      outcome: 'fail',
      errorClass: 'rejected',
      httpStatus: 302,
    })
    expect(requests).toBe(1)
  })

  test('that finds nobody was never sent', async () => {
    const endpoint = await serverThat(() => undefined)
    endpoint.server.close()
    await once(endpoint.server, 'close')
    expect(await sendAttempt(agentOf(), endpoint, 'put', POST, limits())).toEqual({
      outcome: 'fail',
      errorClass: 'not-sent',
    })
  })

  test('without an answer in time is in doubt, and the late answer is not taken for the next one’s', async () => {
    const endpoint = await serverThat((socket, request) => {
      if (request > 1) socket.write(OK)
    })
    const agent = agentOf({ maxSockets: 1 })
    const started = performance.now()
    expect(await sendAttempt(agent, endpoint, 'put', POST, limits(50.5))).toEqual({
      outcome: 'info',
      errorClass: 'attempt-timeout',
    })
    // Never before its time; a timer may count from the millisecond before.
    expect(performance.now() - started).toBeGreaterThanOrEqual(50)
    expect(await sendAttempt(agent, endpoint, 'put', POST, limits())).toMatchObject({ outcome: 'ok' })
  })

  test('that waits for a connection until its time is over was never sent', async () => {
    const seen: number[] = []
    const endpoint = await serverThat((_, request) => seen.push(request))
    const agent = agentOf({ maxSockets: 1 })
    const first = sendAttempt(agent, endpoint, 'put', POST, limits(300))
    const second = sendAttempt(agent, endpoint, 'put', POST, limits(100))
    expect(await second).toEqual({ outcome: 'fail', errorClass: 'not-sent' })
    expect(await first).toEqual({ outcome: 'info', errorClass: 'attempt-timeout' })
    expect(seen).toEqual([1])
  })

  test('ends at once when its caller cancels, and leaves nothing behind', async () => {
    const caller = new AbortController()
    const endpoint = await serverThat(() => caller.abort())
    const { signal } = caller
    const reply = await sendAttempt(agentOf(), endpoint, 'put', POST, { timeoutMs: 60_000, signal })
    expect(reply).toEqual({ outcome: 'info', errorClass: 'cancelled' })
    expect(waitingCallbacks(signal)).toBe(0)
  })
})
