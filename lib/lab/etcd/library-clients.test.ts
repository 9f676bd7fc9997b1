import { status } from '@grpc/grpc-js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OperationKind } from '@/lib/core/history/attempt'
import { libraryClientOf } from '@/lib/core/strategy/catalogue'
import type { AttemptReply, Client } from '@/lib/engine/ports'
import { EtcdAccess } from './etcd-access'
import { openLibraryClient } from './library-clients'
import { ScriptedEtcd, type Answer } from './scripted-etcd'

const UNAVAILABLE: Answer = { code: status.UNAVAILABLE, details: 'etcdserver: no leader' }
const never = new AbortController().signal

interface ToldTry extends AttemptReply {
  member: number | null
  startMs: number
  endMs: number
}

let etcd: ScriptedEtcd
const open: (Client & { close(): void })[] = []
beforeAll(async () => {
  etcd = await ScriptedEtcd.start(3)
})
beforeEach(() => etcd.answer([]))
afterEach(() => {
  for (const client of open.splice(0)) client.close()
})
afterAll(() => etcd.close())

async function clientOf(use: string, params: Record<string, unknown> = {}, connectionsPerMember = 1) {
  const library = libraryClientOf(use, params)
  if (!library) throw new Error(`${use} has no client of its own`)
  const arm = { prefix: 'unit/', valueBytes: 16, connectionsPerMember }
  const client = await openLibraryClient(new EtcdAccess(etcd), library, arm)
  open.push(client)
  return client
}

async function operate(
  client: Client,
  { kind = 'put' as OperationKind, timeoutMs = 20_000, signal = never } = {},
) {
  const tries: ToldTry[] = []
  let underWay = 0
  const reply = await client.attempt({
    ...{ kind, key: 1, member: 0, timeoutMs, signal },
    onTry: () => {
      const startMs = performance.now()
      underWay += 1
      return (end, member) => {
        underWay -= 1
        tries.push({ ...end, member, startMs, endMs: performance.now() })
      }
    },
  })
  expect(underWay, 'every try that was told has ended').toBe(0)
  return { reply, tries, classes: tries.map(({ errorClass }) => errorClass) }
}

const members = (tries: readonly ToldTry[]) => tries.map(({ member }) => member)

describe.each(['grpc-js', 'etcd3'])('%s', (use) => {
  const params = use === 'grpc-js' ? { initialBackoff: 1 } : {}

  it('tells each request that it sends, and whom it asked', async () => {
    const client = await clientOf(use, params)
    etcd.answer([UNAVAILABLE, UNAVAILABLE])
    const { reply, tries, classes } = await operate(client)
    expect(reply).toMatchObject({ outcome: 'ok', errorClass: 'none' })
    expect(classes).toEqual(['no-leader', 'no-leader', 'none'])
    expect(members(tries)).toEqual(etcd.asked)
  })

  it('makes four attempts, and says so', async () => {
    const client = await clientOf(use, params)
    etcd.answer([], UNAVAILABLE)
    const { reply, tries } = await operate(client, { kind: 'get' })
    expect(reply).toEqual({ outcome: 'fail', errorClass: 'no-leader', gaveUp: 'attempts-exhausted' })
    expect(tries).toHaveLength(4)
    expect(etcd.asked).toHaveLength(4)
  })

  it('does not repeat what cannot help', async () => {
    const client = await clientOf(use, params)
    etcd.answer([], { code: status.INVALID_ARGUMENT })
    const { reply } = await operate(client)
    expect(reply).toEqual({ outcome: 'fail', errorClass: 'rejected', gaveUp: 'permanent-error' })
    expect(etcd.asked).toHaveLength(1)
  })

  it('waits for an answer that never comes until the deadline', async () => {
    const client = await clientOf(use, params)
    etcd.answer([], 'never')
    const { reply, tries } = await operate(client, { timeoutMs: 1_000 })
    expect(reply.gaveUp).toBe('deadline')
    expect(tries[0]).toMatchObject({ outcome: 'info', errorClass: 'attempt-timeout', member: etcd.asked[0] })
    expect((tries[0]?.endMs ?? 0) - (tries[0]?.startMs ?? 0)).toBeGreaterThan(900)
    // What etcd3 begins at the deadline has no time left: etcd starts none of it.
    const late = tries.slice(1).filter(({ startMs }) => startMs > (tries[0]?.endMs ?? 0) + 1)
    expect(late.every(({ errorClass }) => ['not-sent', 'breaker-open'].includes(errorClass))).toBe(true)
    expect(tries.length).toBe(use === 'grpc-js' ? 1 : 4)
  })

  it('ends at once when the trial is given up', async () => {
    const client = await clientOf(use, params)
    etcd.answer([], 'never')
    const givingUp = new AbortController()
    const operation = operate(client, { timeoutMs: 60_000, signal: givingUp.signal })
    while (etcd.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    givingUp.abort()
    expect((await operation).reply.gaveUp).toBe('cancelled')
    const later = await operate(client, { signal: givingUp.signal })
    expect(later.reply).toEqual({ outcome: 'fail', errorClass: 'cancelled', gaveUp: 'cancelled' })
    expect(etcd.asked).toHaveLength(1)
  })

  it('cannot be opened while a member does not answer, and names it', async () => {
    const library = libraryClientOf(use, params) ?? { kind: 'etcd3' }
    const [first, second] = etcd.members
    if (!first || !second) throw new Error('two members are needed')
    // Port 1 is nobody's.
    const members = [first, { ...second, proxiedAddress: '127.0.0.1:1' }]
    const arm = { prefix: 'unit/', valueBytes: 16, connectionsPerMember: 1 }
    const opening = openLibraryClient(new EtcdAccess({ members }), library, arm, 300)
    await expect(opening).rejects.toThrow('because m2 did not answer it through the proxy within 300 ms')
  })

  it('sends nothing of ours along', async () => {
    const client = await clientOf(use, params)
    await operate(client)
    expect([...etcd.metadataNames].filter((name) => name.startsWith('retryscope'))).toEqual([])
  })
})

describe('grpc-js', () => {
  it('says which member’s name has no address', async () => {
    const library = libraryClientOf('grpc-js', {}) ?? { kind: 'etcd3' }
    const members = etcd.members.map((member, index) =>
      index === 0 ? { ...member, proxiedAddress: 'nowhere.invalid:2379' } : member,
    )
    const arm = { prefix: 'unit/', valueBytes: 16, connectionsPerMember: 1 }
    await expect(openLibraryClient(new EtcdAccess({ members }), library, arm)).rejects.toThrow(
      'There is no IPv4 address for nowhere.invalid, where m1 is reached',
    )
  })

  it('takes its parameters from the service config', async () => {
    const client = await clientOf('grpc-js', {
      ...{ maxAttempts: 3, initialBackoff: 200, maxBackoff: 300, backoffMultiplier: 4 },
      retryableStatusCodes: 'ABORTED, UNKNOWN',
    })
    etcd.answer([], { code: status.UNKNOWN })
    const { reply, tries } = await operate(client)
    expect(reply.gaveUp).toBe('attempts-exhausted')
    const delays = tries.slice(1).map(({ startMs }, index) => startMs - (tries[index]?.endMs ?? 0))
    expect(delays).toHaveLength(2)
    // Less a fifth. Node counts a timer from when its loop last looked at the clock: on a busy machine some time before.
    expect(delays[0]).toBeGreaterThan(200 * 0.8 - 50)
    expect(delays[1]).toBeGreaterThan(300 * 0.8 - 50)
    etcd.answer([], UNAVAILABLE)
    expect((await operate(client)).reply.gaveUp).toBe('permanent-error')
  })

  it('goes on to the next member by round_robin, and stays by pick_first', async () => {
    const turning = await clientOf('grpc-js', { initialBackoff: 1 }, 2)
    etcd.answer([UNAVAILABLE, UNAVAILABLE])
    expect(new Set(members((await operate(turning)).tries)).size).toBe(3)
    const staying = await clientOf('grpc-js', { initialBackoff: 1, loadBalancing: 'pick_first' })
    etcd.answer([UNAVAILABLE, UNAVAILABLE])
    expect(members((await operate(staying)).tries)).toEqual([0, 0, 0])
  })

  it('does not retry once the head of an answer has come', async () => {
    const client = await clientOf('grpc-js', { initialBackoff: 1, retryThrottling: true })
    etcd.answer([], { code: status.UNAVAILABLE, afterHead: true })
    const { reply, tries } = await operate(client)
    expect(reply).toMatchObject({ errorClass: 'unknown', gaveUp: 'refused' })
    expect(tries).toHaveLength(1)
  })

  it('throttles the operations of an arm together, and not those of another arm or trial', async () => {
    const params = { initialBackoff: 1, retryThrottling: true, maxTokens: 4, tokenRatio: 0.001 }
    const client = await clientOf('grpc-js', params, 2)
    for (let run = 0; run < 2; run++) {
      etcd.answer([])
      const arm = run === 0 ? client : await clientOf('grpc-js', params, 2)
      etcd.answer([], UNAVAILABLE)
      // Four tokens, each failure costs one, and a retry needs more than two.
      const first = await operate(arm)
      expect(first.classes).toEqual(['no-leader', 'no-leader', 'throttled'])
      expect(first.reply).toEqual({ outcome: 'fail', errorClass: 'throttled', gaveUp: 'refused' })
      expect((await operate(arm)).classes).toEqual(['no-leader', 'throttled'])
    }
  })
})

describe('etcd3', () => {
  it('opens its breakers for five seconds and then sends nothing', async () => {
    const client = await clientOf('etcd3')
    etcd.answer([], UNAVAILABLE)
    const operations = []
    for (let operation = 0; operation < 4; operation++) operations.push(await operate(client))
    const sent = operations.flatMap(({ tries }) => tries).filter(({ member }) => member !== null)
    // Three members, three failures each.
    expect(sent).toHaveLength(9)
    expect(etcd.asked.toSorted()).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2])
    expect(operations.at(-1)?.reply).toEqual({
      outcome: 'fail',
      errorClass: 'breaker-open',
      gaveUp: 'refused',
    })
    expect(operations.at(-1)?.classes).toEqual(['breaker-open'])
    // The third operation had one attempt before the last breaker opened.
    expect(operations[2]?.classes).toEqual(['no-leader', 'breaker-open'])
  })
})
