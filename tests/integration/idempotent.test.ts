/**
 * Lost answers on the real etcd. A write that is drawn to lose its answer goes to the first member through a Toxiproxy proxy
 * of this test's own, on which a `timeout` toxic swallows all replies once the channels are connected: it arrives and is
 * executed, and nobody hears of it. What took effect is read from etcd itself, around the proxies: `version` counts the
 * writes of a key.
 */
import { KVClient } from 'etcd3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planTrials } from '@/lib/core/experiment/plan'
import { checkSpec } from '@/lib/core/experiment/spec'
import { isWrite, type AttemptRecord, type RequestKind } from '@/lib/core/history/attempt'
import { RANDOM_PURPOSE, streamOf } from '@/lib/core/random/stream'
import { createStrategy } from '@/lib/core/strategy/registry'
import { parseRetryAttemptId } from '@/lib/core/strategy/parts/attempt-id'
import { summariseTrial } from '@/lib/core/summary/summarise'
import { runTrial } from '@/lib/engine/run-trial'
import type { Target, Injected } from '@/lib/engine/ports'
import { realClock } from '@/lib/lab/clock'
import { EtcdChannel } from '@/lib/lab/etcd/etcd-channel'
import { createTarget } from '@/lib/lab/lab-faults'
import { noProber, unreadLedger } from '../fixtures/fault-steps'
import { withLab } from '../fixtures/lab-fixture'
import { portsForLater } from '../fixtures/ports-for-later'

const fixture = withLab()
const PROXY = 'ack-loss'
const SEED = 7
/** Share of writes whose answer is lost. */
const LOSS = 0.3

interface KeyState {
  key: string
  value: string
  /** How often it was written. */
  version: number
}

describe('with lost answers', () => {
  let listen: string
  let direct: EtcdChannel
  beforeAll(async () => {
    const [port] = await portsForLater(1)
    listen = `127.0.0.1:${port}`
    const [member] = fixture.lab.address.members
    direct = new EtcdChannel(member?.directAddress ?? '')
    await toxiproxy('POST', '/proxies', {
      name: PROXY,
      listen,
      upstream: member?.directAddress,
      enabled: true,
    })
  })
  afterAll(() => direct.close())

  const run = async (use: string, params: object = {}) => {
    const { address } = fixture.lab
    const [first] = address.members
    if (!first) throw new Error('the lab has no members')
    // One more way to the first member, on which answers are lost.
    const all = createTarget({
      ...address,
      members: [...address.members, { ...first, proxiedAddress: listen }],
    })
    const target: Target = {
      ...all,
      members: all.members.slice(0, -1),
      openClient: async (arm) => {
        const client = await all.openClient(arm)
        return {
          ...client,
          attempt: (request) => {
            const { operation = 0, attempt = 0, kind } = request
            const isLost =
              isWrite(kind) && streamOf(SEED, RANDOM_PURPOSE.loss, operation, attempt).next() < LOSS
            return client.attempt(isLost ? { ...request, member: all.members.length - 1 } : request)
          },
        }
      },
    }
    const records: AttemptRecord[] = []
    const keyPrefix = `ack-loss/${use}/`
    let keys: KeyState[] = []
    let before: Record<string, number> = {}
    let after: Record<string, number> = {}
    const ports = {
      strategies: createStrategy,
      clock: realClock,
      target,
      recorder: { record: (attempt: AttemptRecord) => records.push(attempt) },
      loop: { takeLongestStallMs: () => 0 },
      observer: { phase: () => undefined },
      ledger: unreadLedger,
      prober: noProber,
      // No strategy here wants to hear of the leader.
      leaders: {
        look: () => Promise.resolve({ leader: null, members: [], spareAnswers: null }),
        readThrough: () => Promise.resolve(false),
        readsSent: 0,
      },
      faults: {
        // After all channels are connected.
        inject: async (): Promise<Injected> => {
          before = await requestsStarted()
          await toxiproxy('POST', `/proxies/${PROXY}/toxics`, {
            name: 'swallow',
            type: 'timeout',
            stream: 'downstream',
            attributes: { timeout: 0 },
          })
          return { confirmed: true, detail: '', problem: null, remove: () => Promise.resolve() }
        },
        // After the last operation, and before the keys are deleted.
        heal: async () => {
          after = await requestsStarted()
          keys = await keysBelow(direct, `${keyPrefix}0/`)
          const { toxics } = (await toxiproxy('GET', `/proxies/${PROXY}`)) as { toxics: unknown[] }
          if (toxics.length > 0) await toxiproxy('DELETE', `/proxies/${PROXY}/toxics/swallow`)
        },
      },
    }
    const checked = checkSpec({
      name: 'lost answers',
      strategies: [{ use, params }],
      workload: { putShare: 1, keys: 5, connectionsPerMember: 2, load: { mode: 'closed', concurrency: 4 } },
      attemptTimeoutMs: 150,
      operationDeadlineMs: 10_000,
      trialDurationMs: 1500,
      // Stands for the swallowing below.
      matrix: { latencyMs: [1] },
    })
    const [trial] = checked.ok ? planTrials(checked.spec) : []
    if (!checked.ok || !trial) throw new Error(JSON.stringify(checked))
    const input = { spec: checked.spec, seed: SEED, trial, keyPrefix }
    await runTrial(input, ports, new AbortController().signal)
    all.close()
    const [summary] = summariseTrial(records, [0])
    if (!summary) throw new Error('no summary')
    const values = keys.filter(({ key }) => !key.startsWith('op/'))
    const ids = keys.filter(({ key }) => key.startsWith('op/'))
    const applied = values.reduce((sum, { version }) => sum + version, 0)
    const started = (method: string) => (after[method] ?? 0) - (before[method] ?? 0)
    const sent = (...kinds: RequestKind[]) =>
      records.filter(({ kind, errorClass }) => kinds.includes(kind) && errorClass !== 'not-sent').length
    return { records, summary, ids, applied, started, sent }
  }

  test('a constant retry applies writes twice', async () => {
    const { summary, applied, started, sent } = await run('constant', { delayMs: 10, maxAttempts: 20 })
    expect(summary.ok).toBeGreaterThan(20)
    expect(summary.ok).toBe(summary.operations)
    // Every attempt arrived and was executed, also those that were tried again.
    expect(applied).toBe(summary.attempts)
    expect(applied - summary.operations).toBeGreaterThan(5)
    expect(started('Put')).toBe(sent('put'))
  })

  test('the idempotent strategy never does, and every request it makes is on record', async () => {
    const { records, summary, ids, applied, started, sent } = await run('idempotent', {
      initialDelayMs: 10,
      maxAttempts: 20,
    })
    expect(summary.ok).toBeGreaterThan(20)
    expect(summary.ok).toBe(summary.operations)
    expect(applied).toBe(summary.operations)
    // Each operation's id was written once, by one of its own attempts.
    expect(ids).toHaveLength(summary.operations)
    expect(ids.filter(({ version }) => version !== 1)).toEqual([])
    const attemptsOf = new Map(records.map((record) => [`${record.operation}#${record.attempt}`, record]))
    for (const { key, value } of ids) {
      const id = parseRetryAttemptId(value)
      expect(id?.operationId.endsWith(key)).toBe(true)
      expect(attemptsOf.get(`${key.slice(3)}#${id?.attempt}`)?.kind).toBe('txn')
    }
    // Some were found done by the read that follows a lost answer.
    const decided = records.filter(({ kind, stop }) => kind === 'check' && stop === 'succeeded')
    expect(decided.length).toBeGreaterThan(5)
    expect(started('Txn')).toBe(sent('txn'))
    expect(started('Range')).toBe(sent('revision', 'check'))
    expect(started('Put')).toBe(0)
  })

  test('guarded writes that carry a key are applied once; without one, writes in doubt are not repeated', async () => {
    const withKey = await run('guarded', {
      idempotencyKey: 'operation-id',
      initialDelayMs: 10,
      maxAttempts: 20,
    })
    expect(withKey.summary.ok).toBe(withKey.summary.operations)
    expect(withKey.applied).toBe(withKey.summary.operations)
    expect(withKey.summary.attempts).toBeGreaterThan(withKey.summary.operations)
    expect(withKey.started('Txn')).toBe(withKey.sent('txn'))

    const without = await run('guarded')
    expect(without.summary.attempts).toBe(without.summary.operations)
    expect(without.summary.stops).toEqual({
      succeeded: without.summary.ok,
      'unsafe-retry': without.summary.info,
    })
    expect(without.summary.info).toBeGreaterThan(0)
    // Those in doubt had happened: only their answers were lost. A machine that stalls may have given some up on their way.
    const { operations, ok, info } = without.summary
    expect(without.applied).toBeLessThanOrEqual(operations)
    expect(without.applied - ok).toBeGreaterThan(info / 2)
  })
})

/** Asks Toxiproxy's own API. */
async function toxiproxy(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${fixture.lab.address.toxiproxyUrl}${path}`, {
    method,
    headers: { 'user-agent': 'retryscope-test' },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.status === 204 ? null : answer.json()
}

/** What etcd itself has counted per method, over all members. */
async function requestsStarted(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { adminUrl } of fixture.lab.address.members) {
    const text = await (await fetch(`${adminUrl}/metrics`)).text()
    for (const [, method = '', count] of text.matchAll(
      /^grpc_server_started_total\{.*grpc_method="(Put|Range|Txn)".*\} (\S+)$/gm,
    ))
      counts[method] = (counts[method] ?? 0) + Number(count)
  }
  return counts
}

/** Every key below the prefix, the prefix taken off. */
async function keysBelow(channel: EtcdChannel, prefix: string): Promise<KeyState[]> {
  const { kvs } = await new KVClient(channel).range({
    key: Buffer.from(prefix),
    range_end: Buffer.from(`${prefix.slice(0, -1)}0`),
  })
  return kvs.map(({ key, value, version }) => ({
    key: key.toString().slice(prefix.length),
    value: value.toString(),
    version: Number(version),
  }))
}
