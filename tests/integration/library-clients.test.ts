/**
 * Libraries that repeat within one call, on the real etcd: what is recorded of them is what etcd itself has counted
 * (`grpc_server_started_total`), and what took effect is read around the proxies (`version` counts the writes of a key).
 *
 * Connections are cut in two ways, both on a link to the first member that is this test's own: an answer cuts its connection,
 * so that the request was executed and nobody hears of it; or a Toxiproxy proxy is disabled. One caller at a time then: a cut
 * must not take along requests that have not arrived.
 */
import { KVClient } from 'etcd3'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { planTrials } from '@/lib/core/experiment/plan'
import { scheduleOf } from '@/lib/core/experiment/schedule'
import { tallyAttempts } from '@/lib/core/fault/receipt-losses'
import { receiptOf } from '@/lib/core/fault/receipt-of'
import type { AttemptRecord, OperationKind } from '@/lib/core/history/attempt'
import { outOfReach } from '@/lib/core/experiment/out-of-reach'
import { figuresOfOnePoint } from '@/lib/core/summary/figures-fixture'
import { summariseTrial } from '@/lib/core/summary/summarise'
import { runTrial } from '@/lib/engine/run-trial'
import type { Target } from '@/lib/engine/ports'
import { realClock } from '@/lib/lab/clock'
import { EtcdChannel } from '@/lib/lab/etcd/etcd-channel'
import { createFaultInjector, createTarget } from '@/lib/lab/lab-faults'
import { createLeaderWatcher } from '@/lib/lab/leader-watcher'
import { strategyFactory } from '@/lib/lab/strategy-factory'
import { answerCutter } from '../fixtures/answer-cutter'
import { specOf } from '../fixtures/db-fixture'
import { noProber, unreadLedger } from '../fixtures/fault-steps'
import { withLab } from '../fixtures/lab-fixture'
import { portsForLater } from '../fixtures/ports-for-later'

const fixture = withLab()
const PROXY = 'cut-link'
const ARMS = {
  'grpc-js': { initialBackoff: 10, retryableStatusCodes: 'UNAVAILABLE, UNKNOWN' },
  etcd3: {},
}
const strategies = strategyFactory({ strategies: [], problems: [] })

let link: string
let direct: EtcdChannel
beforeAll(async () => {
  const [port] = await portsForLater(1)
  const upstream = fixture.lab.address.members[0]?.directAddress ?? ''
  link = `127.0.0.1:${port}`
  direct = new EtcdChannel(upstream)
  await toxiproxy('POST', '/proxies', { name: PROXY, listen: link, upstream, enabled: true })
})
// Lets connections through again, also after a test that has failed.
afterEach(() => toxiproxy('POST', '/reset'))
afterAll(() => direct.close())

/** Runs one trial. @param afterOpening what is done to the link when the arm's connections stand */
async function run(
  changes: object,
  { prefix, address = fixture.lab.address, afterOpening = () => Promise.resolve() }: RunOptions,
) {
  const spec = specOf(changes)
  const [trial] = planTrials(spec)
  if (!trial) throw new Error('the plan is empty')
  const [all, faults, leaders] = [
    createTarget(address),
    createFaultInjector(address),
    createLeaderWatcher(address),
  ]
  const records: AttemptRecord[] = []
  let before = await requestsStarted()
  let after = before
  let versions: number[] = []
  let cleanings = 0
  const target: Target = {
    ...all,
    openClient: async (arm) => {
      const client = await all.openClient(arm)
      await afterOpening()
      before = await requestsStarted()
      return client
    },
    clean: async (keys) => {
      // The first time nothing is there yet, the second time the arms have ended.
      if (++cleanings === 2) {
        after = await requestsStarted()
        versions = await writesPerKey(keys)
      }
      return all.clean(keys)
    },
  }
  const ports = {
    ...{ strategies, clock: realClock, target, faults, leaders, ledger: unreadLedger, prober: noProber },
    loop: { takeLongestStallMs: () => 0 },
    recorder: { record: (attempt: AttemptRecord) => records.push(attempt) },
    observer: { phase: () => undefined },
  }
  try {
    const { shed, ledger, evidence } = await runTrial(
      { spec, seed: 11, trial, keyPrefix: `${prefix}/` },
      ports,
      new AbortController().signal,
    )
    const steps = scheduleOf(spec, trial.point)
    const unlosable = outOfReach(spec).flatMap(({ arm, fault }) => (fault === 'loss' ? [arm] : []))
    const summaries = summariseTrial(records, shed)
    const sent = (kind: OperationKind) => records.filter((record) => record.kind === kind && isSent(record))
    return {
      records,
      versions,
      receipt: receiptOf(steps, evidence, tallyAttempts(records, steps, unlosable)),
      switches: ledger.filter(({ fault }) => fault === 'leader-transfer'),
      figures: summaries.map((summary) => figuresOfOnePoint([summary])),
      recorded: { Put: sent('put').length, Range: sent('get').length },
      counted: { Put: after.Put - before.Put, Range: after.Range - before.Range },
    }
  } finally {
    for (const part of [all, faults, leaders]) part.close()
  }
}

interface RunOptions {
  prefix: string
  address?: typeof fixture.lab.address
  afterOpening?(): Promise<void>
}

/** False for what never left the client. */
function isSent({ errorClass }: AttemptRecord): boolean {
  return errorClass !== 'not-sent' && errorClass !== 'breaker-open'
}

function throughTheLink(proxiedAddress: string): typeof fixture.lab.address {
  const { address } = fixture.lab
  const members = address.members.map((member, index) =>
    index === 0 ? { ...member, proxiedAddress } : member,
  )
  return { ...address, members }
}

describe.each(Object.entries(ARMS))('%s', (use, params) => {
  const one = {
    strategies: [{ use, params }],
    workload: { putShare: 0.7, load: { mode: 'closed', concurrency: 1 }, connectionsPerMember: 1 },
    operationDeadlineMs: 20_000,
    trialDurationMs: 1_500,
  }

  test('with lost answers records what etcd counted, and some puts are applied twice', async () => {
    const cutter = await answerCutter(fixture.lab.address.members[0]?.proxiedAddress ?? '')
    const puts = { ...one, workload: { ...one.workload, putShare: 1 } }
    const { records, versions, figures, recorded, counted } = await run(puts, {
      prefix: `cut/${use}`,
      address: throughTheLink(cutter.address),
      afterOpening: () => Promise.resolve(cutter.cut()),
    })
    cutter.close()
    expect(recorded).toEqual(counted)
    const lost = records.filter(({ errorClass }) => errorClass === 'connection-dropped')
    expect(lost.length).toBeGreaterThan(0)
    expect(lost.every(({ member }) => member === 0)).toBe(true)
    // Retried at another member, which answers; but where the head of the answer came through, grpc-js does not retry.
    expect(lost.filter(({ stop }) => stop !== 'retry').every(({ stop }) => stop === 'refused')).toBe(true)
    const [summary] = figures
    expect(summary?.retries).toBeGreaterThan(0)
    expect(summary?.amplification?.value).toBeGreaterThan(1)
    const asked = new Set(records.map(({ operation }) => operation)).size
    const applied = versions.reduce((sum, version) => sum + version, 0)
    expect(applied).toBeGreaterThan(asked)
    // Every request was executed, those whose answers were lost, too.
    expect(applied).toBe(recorded.Put)
  })

  test('with a member that cannot be reached records what etcd counted', async () => {
    const { records, figures, recorded, counted } = await run(one, {
      prefix: `refused/${use}`,
      address: throughTheLink(link),
      afterOpening: async () => {
        await toxiproxy('POST', `/proxies/${PROXY}`, { enabled: false })
        // Until the client has heard that its connection is closed.
        await new Promise((resolve) => setTimeout(resolve, 300))
      },
    })
    expect(recorded).toEqual(counted)
    expect(figures[0]?.successRate?.value).toBe(1)
    // round_robin asks only members that it is connected to; etcd3 finds out anew each time, until its breaker opens.
    if (use === 'etcd3') expect(notSent(records)).toBeGreaterThan(0)
    else expect(figures[0]?.retries).toBe(0)
  })
})

test('with leader switches and many callers both record what etcd counted', async () => {
  const { recorded, counted, figures, switches } = await run(
    {
      strategies: Object.entries(ARMS).map(([use, params]) => ({ use, params })),
      workload: { load: { mode: 'closed', concurrency: 12 }, connectionsPerMember: 2 },
      matrix: { latencyMs: [5], jitterMs: [5], leaderSwitchesPerMinute: [60] },
      // Longer than etcd takes to give a proposal up: no call is cut.
      operationDeadlineMs: 20_000,
      trialDurationMs: 3_000,
    },
    { prefix: 'switches' },
  )
  expect(switches.map(({ confirmed }) => confirmed)).toEqual([true, true, true])
  expect(recorded).toEqual(counted)
  expect(figures.every(({ successRate }) => (successRate?.value ?? 0) > 0.99)).toBe(true)
}, 60_000)

test('loss reaches none of them, and the receipt asks for none', async () => {
  const { records, receipt, figures } = await run(
    {
      strategies: [{ use: 'no-retry' }, ...Object.entries(ARMS).map(([use, params]) => ({ use, params }))],
      workload: { load: { mode: 'open', ratePerSecond: 30 } },
      matrix: { lossPercent: [40] },
      // Nothing but a drawn loss may fail, however busy the machine is.
      ...{ attemptTimeoutMs: 3_000, operationDeadlineMs: 20_000, trialDurationMs: 4_000 },
    },
    { prefix: 'loss' },
  )
  const lost = records.filter(({ loss }) => loss !== 'none')
  expect(lost.length).toBeGreaterThan(20)
  expect(lost.every(({ arm }) => arm === 0)).toBe(true)
  for (const arm of figures.slice(1)) expect(arm).toMatchObject({ ok: arm.operations, retries: 0 })
  const verdicts = receipt.flatMap(({ measure, verdict }) => (measure.endsWith('-loss') ? [verdict] : []))
  expect(verdicts).toEqual(['within', 'within'])
})

function notSent(records: readonly AttemptRecord[]): number {
  return records.filter(({ errorClass }) => errorClass === 'not-sent').length
}

async function writesPerKey(prefix: string): Promise<number[]> {
  const key = Buffer.from(prefix)
  const end = Buffer.from(prefix.replace(/\/$/, '0'))
  const { kvs } = await new KVClient(direct).range({ key, range_end: end, keys_only: true })
  // The mark at the end of the history is no operation's key.
  const ofOperations = kvs.filter(({ key: name }) => /\/\d+$/.test(name.toString()))
  return ofOperations.map(({ version }) => Number(version))
}

async function requestsStarted(): Promise<{ Put: number; Range: number }> {
  const totals = { Put: 0, Range: 0 }
  for (const { adminUrl } of fixture.lab.address.members) {
    const text = await (await fetch(`${adminUrl}/metrics`)).text()
    for (const [, method, value] of text.matchAll(
      /^grpc_server_started_total\{.*grpc_method="(\w+)".*\} (\S+)$/gm,
    ))
      if (method === 'Put' || method === 'Range') totals[method] += Number(value)
  }
  return totals
}

async function toxiproxy(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`${fixture.lab.address.toxiproxyUrl}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
}
