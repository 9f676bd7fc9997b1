import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptRecord } from '../core/history/attempt'
import { streamOf } from '../core/random/stream'
import { figuresOfOnePoint } from '../core/summary/figures-fixture'
import { summariseTrial } from '../core/summary/summarise'
import type { AttemptReply, AttemptRequest } from './ports'
import { specOf, VirtualLab } from './virtual-lab'
import { VirtualStore } from './virtual-store'

/** Longer than any attempt lasts. */
const NEVER = Infinity
const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }

type Fate = 'answered' | 'request-lost' | 'ack-lost' | 'late'

/** A lab before a store; what becomes of each request is the test's to say. Late requests take effect after 250 ms. */
function labWith(fateOf: (request: AttemptRequest) => Fate) {
  const store = new VirtualStore()
  const lab: VirtualLab = new VirtualLab((request) => {
    const fate = fateOf(request)
    if (fate === 'answered') return { afterMs: 2, reply: store.serve(request) }
    if (fate === 'ack-lost') store.serve(request)
    if (fate === 'late') void lab.clock.sleepUntil(lab.clock.nowMs() + 250).then(() => store.serve(request))
    return { afterMs: NEVER, reply: OK }
  })
  return { lab, store }
}

const contended = (use: string, params: object = {}) =>
  specOf({
    strategies: [{ use, params }],
    attemptTimeoutMs: 100,
    operationDeadlineMs: 20_000,
    trialDurationMs: 500,
    workload: { putShare: 1, keys: 2, load: { mode: 'closed', concurrency: 4 } },
  })

const repeated = (numbers: readonly number[]) => numbers.filter((n, index) => numbers.indexOf(n) !== index)
const closing = (records: readonly AttemptRecord[]) =>
  records.filter(({ stop }) => stop !== 'retry' && stop !== 'after-end')

const STRATEGIES: [use: string, params: object][] = [
  ['idempotent', {}],
  ['guarded', { idempotencyKey: 'operation-id' }],
  ['guarded', { idempotencyKey: 'none' }],
]

describe.each(STRATEGIES)('%s %j', (use, params) => {
  it('applies no write twice and every succeeded one once, whatever is lost or late', async () => {
    const faults = fc.record({
      seed: fc.nat(),
      lost: fc.double({ min: 0, max: 0.5, noNaN: true }),
      ackLost: fc.double({ min: 0, max: 0.3, noNaN: true }),
      late: fc.double({ min: 0, max: 0.2, noNaN: true }),
    })
    const property = fc.asyncProperty(faults, async ({ seed, lost, ackLost, late }) => {
      const random = streamOf(seed)
      const { lab, store } = labWith(() => {
        const drawn = random.next()
        if (drawn < lost) return 'request-lost'
        if (drawn < lost + ackLost) return 'ack-lost'
        return drawn < lost + ackLost + late ? 'late' : 'answered'
      })
      await lab.run(contended(use, params))
      const ends = closing(lab.records)
      const ofStop = (isWanted: (stop: string) => boolean) =>
        ends.filter(({ stop }) => isWanted(stop)).map(({ operation }) => operation)
      expect(repeated(store.applied)).toEqual([])
      expect(ofStop((stop) => stop === 'succeeded').filter((n) => !store.applied.includes(n))).toEqual([])
      // What is reported as certainly not done was not done.
      const [summary] = summariseTrial(lab.records, [0])
      const notDone = ends.length - (summary?.ok ?? 0) - (summary?.info ?? 0)
      const unapplied = ends.length - new Set(store.applied).size
      expect(notDone).toBeLessThanOrEqual(unapplied)
    })
    await fc.assert(property, { seed: 20261123, numRuns: 20 })
  })
})

describe('constant, for comparison', () => {
  it('applies writes twice when answers are lost', async () => {
    const random = streamOf(3)
    const { lab, store } = labWith(() => (random.next() < 0.2 ? 'ack-lost' : 'answered'))
    await lab.run(contended('constant'))
    expect(repeated(store.applied).length).toBeGreaterThan(0)
  })
})

describe('idempotent', () => {
  it('learns from a read that a write with a lost answer was done', async () => {
    let lost = 0
    const { lab, store } = labWith(({ kind }) => (kind === 'txn' && lost++ === 0 ? 'ack-lost' : 'answered'))
    await lab.run(contended('idempotent'))
    const decided = lab.records.filter(({ kind }) => kind === 'check')
    expect(decided).toHaveLength(1)
    expect(decided[0]).toMatchObject({ outcome: 'ok', stop: 'succeeded' })
    expect(repeated(store.applied)).toEqual([])
  })

  it('counts reads of its own apart: no operation retries when nothing fails', async () => {
    const { lab } = labWith(() => 'answered')
    const alone = specOf({
      strategies: [{ use: 'idempotent' }],
      workload: { putShare: 1, load: { mode: 'closed', concurrency: 1 } },
    })
    await lab.run(alone)
    const figures = figuresOfOnePoint(summariseTrial(lab.records, [0]))
    expect(figures).toMatchObject({
      operations: 250,
      ok: 250,
      attempts: 250,
      auxiliaryRequests: 250,
      retries: 0,
    })
    expect(figures.retryDistribution).toMatchObject([{ retries: 0, operations: 250 }])
    // The load on the target is twice that of a plain put.
    expect(figures.amplification?.value).toBe(2)
    expect(figures.backoff.timerErrorMs).toBeNull()
    // A read and its write are one try: they go to the same member.
    expect(lab.records.filter(({ operation, member }) => member !== operation % 3)).toEqual([])
  })

  it('gives up as conflict when others always come first', async () => {
    let others = 0
    const lab: VirtualLab = new VirtualLab(({ kind }) => ({
      afterMs: 1,
      reply:
        kind === 'txn'
          ? { outcome: 'fail', errorClass: 'conflict', modRevision: String(++others) }
          : { ...OK, modRevision: '0' },
    }))
    await lab.run(contended('idempotent', { maxConflicts: 2 }))
    const first = lab.records.filter(({ operation }) => operation === 0)
    expect(first.map(({ kind, errorClass, stop }) => [kind, errorClass, stop])).toEqual([
      ['revision', 'none', 'retry'],
      ['txn', 'conflict', 'retry'],
      ['txn', 'conflict', 'retry'],
      ['txn', 'conflict', 'conflict'],
    ])
    const revisions = lab.requests
      .filter(({ kind, operation }) => kind === 'txn' && operation === 0)
      .map(({ modRevision }) => modRevision)
    expect(new Set(revisions).size).toBe(3)
    expect(summariseTrial(lab.records, [0])[0]).toMatchObject({ ok: 0, info: 0 })
  })

  it('retries reads plainly', async () => {
    let asked = 0
    const { lab } = labWith(() => (asked++ % 2 === 0 ? 'request-lost' : 'answered'))
    const reads = specOf({
      strategies: [{ use: 'idempotent' }],
      attemptTimeoutMs: 100,
      workload: { putShare: 0, load: { mode: 'closed', concurrency: 1 } },
    })
    await lab.run(reads)
    expect(new Set(lab.requests.map(({ kind }) => kind))).toEqual(new Set(['get']))
    expect(lab.records.map(({ stop }) => stop).slice(0, 2)).toEqual(['retry', 'succeeded'])
  })
})

describe('guarded', () => {
  it('refuses to repeat a write in doubt, and repeats what certainly did nothing', async () => {
    const { lab } = labWith(() => 'request-lost')
    await lab.run(contended('guarded'))
    expect(lab.records[0]).toMatchObject({ attempt: 1, outcome: 'info', stop: 'unsafe-retry' })
    expect(summariseTrial(lab.records, [0])[0]).toMatchObject({ retryCounts: [lab.records.length] })

    const refusing = new VirtualLab(() => ({
      afterMs: 5,
      reply: { outcome: 'fail', errorClass: 'no-leader' },
    }))
    await refusing.run(contended('guarded', { maxAttempts: 3 }))
    expect(closing(refusing.records)[0]).toMatchObject({ attempt: 3, stop: 'attempts-exhausted' })
  })

  it('repeats a write in doubt when operations carry a key, and repeats reads', async () => {
    const { lab, store } = labWith(({ attempt }) => (attempt === 1 ? 'ack-lost' : 'answered'))
    await lab.run(contended('guarded', { idempotencyKey: 'operation-id' }))
    const ends = closing(lab.records)
    expect(
      ends.every(({ kind, attempt, stop }) => kind === 'txn' && attempt === 2 && stop === 'succeeded'),
    ).toBe(true)
    expect(store.applied).toHaveLength(ends.length)

    const reading = labWith(({ attempt }) => (attempt === 1 ? 'request-lost' : 'answered'))
    await reading.lab.run(
      specOf({ strategies: [{ use: 'guarded' }], attemptTimeoutMs: 100, workload: { putShare: 0 } }),
    )
    expect(
      closing(reading.lab.records).every(({ attempt, stop }) => attempt === 2 && stop === 'succeeded'),
    ).toBe(true)
  })
})
