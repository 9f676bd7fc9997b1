import { createServer, connect, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AttemptReply, Client } from '@/lib/engine/ports'
import type { LabAddress } from '@/lib/lab/lab'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { inject } from '../fixtures/fault-steps'
import { withLab } from '../fixtures/lab-fixture'

const fixture = withLab()
const never = new AbortController().signal

describe('one recorded attempt is one request on the wire', () => {
  let faults: ReturnType<typeof createFaultInjector>
  let target: ReturnType<typeof createTarget>
  beforeAll(() => {
    faults = createFaultInjector(fixture.lab.address)
    target = createTarget(fixture.lab.address)
  })
  afterAll(() => {
    faults.close()
    target.close()
  })

  test('with answers, attempt time-outs under latency, and a leader switch', async () => {
    const client = await target.openClient({ prefix: 'wire/', valueBytes: 128, connectionsPerMember: 2 })
    const before = await requestsStarted(fixture.lab.address)

    const quiet = await load(client, 300, 500)
    // Half of the answers come too late. Long enough that a busy machine still gets every request onto the wire.
    await inject(faults, 'latency', { latencyMs: 300, jitterMs: 150 })
    const late = await load(client, 240, 300, 60)
    await faults.heal()
    const [switched, move] = await Promise.all([load(client, 900, 300), inject(faults, 'leader-transfer')])

    expect(quiet.every(({ outcome }) => outcome === 'ok')).toBe(true)
    const timedOut = late.filter(({ errorClass }) => errorClass === 'attempt-timeout')
    expect(timedOut.length).toBeGreaterThan(50)
    expect(move).toMatchObject({ confirmed: true, problem: null })
    const replies = [...quiet, ...late, ...switched]
    const sent = replies.filter(({ errorClass }) => errorClass !== 'not-sent').length
    const after = await requestsStarted(fixture.lab.address)
    expect(after - before).toBe(sent)
    client.close()
  })

  test('opening a client costs one read per connection and nothing else', async () => {
    const before = await requestsStarted(fixture.lab.address)
    const client = await target.openClient({ prefix: 'wire/', valueBytes: 128, connectionsPerMember: 2 })
    expect((await requestsStarted(fixture.lab.address)) - before).toBe(6)
    client.close()
  })
})

describe('a connection', () => {
  test('survives time-outs and cancellations: nothing connects anew', async () => {
    const relay = await countingRelay(fixture.lab.address.members[0]?.directAddress ?? '')
    const { target, client } = await openThrough(relay)
    expect(relay.accepted()).toBe(2)
    const cancelling = new AbortController()
    relay.mute()
    const timedOut = client.attempt({ kind: 'put', key: 1, member: 0, timeoutMs: 30, signal: never })
    const cancelled = client.attempt({
      kind: 'put',
      key: 2,
      member: 0,
      timeoutMs: 60_000,
      signal: cancelling.signal,
    })
    expect(await timedOut).toEqual({ outcome: 'info', errorClass: 'attempt-timeout' })
    cancelling.abort()
    expect(await cancelled).toEqual({ outcome: 'info', errorClass: 'cancelled' })
    relay.unmute()
    for (let key = 0; key < 4; key++)
      expect(
        await client.attempt({ kind: 'get', key, member: 0, timeoutMs: 5_000, signal: never }),
      ).toMatchObject({
        outcome: 'ok',
        errorClass: 'none',
      })
    expect(relay.accepted()).toBe(2)
    client.close()
    target.close()
    relay.close()
  })

  test('that breaks leaves a put in doubt and a get failed, and comes back by itself', async () => {
    const relay = await countingRelay(fixture.lab.address.members[0]?.directAddress ?? '')
    const { target, client } = await openThrough(relay)
    relay.mute()
    const attempt = (kind: 'put' | 'get') =>
      client.attempt({ kind, key: 1, member: 0, timeoutMs: 5_000, signal: never })
    const waiting = [attempt('put'), attempt('get')]
    await relay.received()
    relay.cut()
    expect(await Promise.all(waiting)).toEqual([
      { outcome: 'info', errorClass: 'connection-dropped' },
      { outcome: 'fail', errorClass: 'connection-dropped' },
    ])
    relay.unmute()
    let reply = await attempt('put')
    while (reply.errorClass === 'not-sent') reply = await attempt('put')
    expect(reply).toMatchObject({ outcome: 'ok', errorClass: 'none' })
    client.close()
    target.close()
    relay.close()
  })

  test('that cannot be had means nothing was sent', async () => {
    const relay = await countingRelay(fixture.lab.address.members[0]?.directAddress ?? '')
    const { target, client } = await openThrough(relay)
    relay.close()
    relay.cut()
    const attempt = () => client.attempt({ kind: 'put', key: 1, member: 0, timeoutMs: 500, signal: never })
    let reply = await attempt()
    while (reply.errorClass === 'connection-dropped') reply = await attempt()
    expect(reply).toEqual({ outcome: 'fail', errorClass: 'not-sent' })
    client.close()
    target.close()
  })

  test('is not used for an attempt that was cancelled before', async () => {
    const target = createTarget(fixture.lab.address)
    const client = await target.openClient({ prefix: 'wire/', valueBytes: 16, connectionsPerMember: 1 })
    const before = await requestsStarted(fixture.lab.address)
    const signal = AbortSignal.abort()
    expect(await client.attempt({ kind: 'put', key: 1, member: 0, timeoutMs: 500, signal })).toEqual({
      outcome: 'fail',
      errorClass: 'cancelled',
    })
    expect(await requestsStarted(fixture.lab.address)).toBe(before)
    client.close()
    target.close()
  })
})

/** Sends attempts over all members, half of them puts. */
async function load(
  client: Client,
  attempts: number,
  timeoutMs: number,
  callers = 16,
): Promise<AttemptReply[]> {
  const replies: AttemptReply[] = []
  let next = 0
  const caller = async () => {
    for (let key = next++; key < attempts; key = next++)
      replies.push(
        await client.attempt({
          kind: key % 2 === 0 ? 'put' : 'get',
          key,
          member: key % 3,
          timeoutMs,
          signal: never,
        }),
      )
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return replies
}

/** What etcd itself has counted: puts and ranges that have arrived at any member. */
async function requestsStarted(address: LabAddress): Promise<number> {
  let total = 0
  for (const { adminUrl } of address.members) {
    const text = await (await fetch(`${adminUrl}/metrics`)).text()
    for (const line of text.split('\n'))
      if (/^grpc_server_started_total\{.*grpc_method="(Put|Range)"/.test(line))
        total += Number(line.slice(line.lastIndexOf(' ')))
  }
  return total
}

interface Relay {
  address: string
  accepted(): number
  /** Resolves when something was received since {@link mute}. */
  received(): Promise<void>
  mute(): void
  unmute(): void
  cut(): void
  close(): void
}

/** A TCP relay that counts its connections: the wire as somebody in between sees it. Muted, it keeps requests to itself. */
async function countingRelay(upstream: string): Promise<Relay> {
  const [host, port] = upstream.split(':')
  const sockets = new Set<Socket>()
  let accepted = 0
  let muted = false
  let held: { socket: Socket; chunk: Buffer }[] = []
  let noticed: (() => void) | undefined
  const server: Server = createServer((client) => {
    accepted++
    const server = connect(Number(port), host)
    for (const socket of [client, server]) {
      sockets.add(socket)
      const other = socket === client ? server : client
      // A cut connection reports an error here; what it means for the caller is what the tests look at.
      socket.on('error', () => other.destroy())
      socket.on('close', () => other.destroy())
    }
    client.on('data', (chunk) => {
      if (muted) held.push({ socket: server, chunk })
      else server.write(chunk)
      if (muted) noticed?.()
    })
    server.on('data', (chunk) => client.write(chunk))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('the relay has no port')
  return {
    address: `127.0.0.1:${listening.port}`,
    accepted: () => accepted,
    received: () =>
      held.length > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            noticed = resolve
          }),
    mute: () => {
      muted = true
    },
    unmute: () => {
      muted = false
      for (const { socket, chunk } of held) if (!socket.destroyed) socket.write(chunk)
      held = []
    },
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    close: () => server.close(),
  }
}

async function openThrough(relay: Relay) {
  const [member] = fixture.lab.address.members
  if (!member) throw new Error('the lab has no members')
  const target = createTarget({
    ...fixture.lab.address,
    members: [{ ...member, proxiedAddress: relay.address }],
  })
  const client = await target.openClient({ prefix: 'relay/', valueBytes: 16, connectionsPerMember: 2 })
  return { target, client }
}
