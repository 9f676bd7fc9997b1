/** Workloads, strategies and checkers together, in virtual time: what a lost answer comes to, and what nobody is blamed for. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../core/checker/checker'
import { checkHistory } from '../core/checker/registry'
import { streamOf } from '../core/random/stream'
import { requestsOf } from '../core/workload/requests'
import { specOf, VirtualLab } from './virtual-lab'
import { VirtualStore } from './virtual-store'

/** Longer than any attempt lasts. */
const NEVER = Infinity
/** The lab's own. */
const SEED = 9

interface Fates {
  seed: number
  requestLost: number
  ackLost: number
}

/** Runs a workload against a store that loses requests and answers, and judges it. */
async function judged(kind: string, use: string, { seed, requestLost, ackLost }: Fates) {
  const store = new VirtualStore()
  const random = streamOf(seed)
  const lab = new VirtualLab((request) => {
    const drawn = random.next()
    if (drawn < requestLost) return { afterMs: NEVER, reply: { outcome: 'ok', errorClass: 'none' } }
    const reply = store.serve(request)
    return { afterMs: drawn < requestLost + ackLost ? NEVER : 2, reply }
  })
  lab.history = () => ({ writes: store.writes, finalKeys: store.finalKeys })
  const spec = specOf({
    ...{ strategies: [{ use }], workload: { kind, load: { mode: 'closed', concurrency: 4 } } },
    ...{ attemptTimeoutMs: 50, operationDeadlineMs: 2_000, trialDurationMs: 500 },
  })
  await lab.run(spec)
  const checks = checkHistory({
    workload: spec.workload.kind,
    attempts: lab.records,
    asked: requestsOf(spec.workload, SEED, 0),
    applied: store.writes,
    finalKeys: store.finalKeys,
    marksAttempts: true,
  })
  return Object.fromEntries(checks.map((check) => [check.checker, check])) as Partial<
    Record<string, CheckResult>
  >
}

const OWN_CHECK = { counter: 'counter-drift', set: 'set-elements', transfer: 'balance-drift' } as const
const KINDS = ['register', ...Object.keys(OWN_CHECK)]

describe.each(Object.entries(OWN_CHECK))('a %s under loss of answers', (kind, ownCheck) => {
  const fates = { seed: 3, requestLost: 0.1, ackLost: 0.3 }

  it('shows that a plain retry did things twice', async () => {
    const checks = await judged(kind, 'constant', fates)
    expect(checks['duplicate-effects']?.count).toBeGreaterThan(5)
    expect(checks[ownCheck]).toMatchObject({ verdict: 'invalid' })
    // No money is made, whatever is done twice.
    if (kind === 'transfer') expect(checks['transfer-total']).toMatchObject({ verdict: 'valid' })
  })

  it('shows nothing of the kind with an idempotent strategy', async () => {
    const checks = await judged(kind, 'idempotent', fates)
    expect(checks['duplicate-effects']).toMatchObject({ verdict: 'valid', count: 0 })
    expect(checks[ownCheck]).toMatchObject({ verdict: 'valid', count: 0 })
    expect(checks[ownCheck]?.outOf).toBeGreaterThan(10)
  })
})

describe('a store that does what it says', () => {
  it('is never blamed: no strategy makes it lose, go back, or show what did not happen', async () => {
    const fates = fc.record({
      seed: fc.nat(),
      requestLost: fc.double({ min: 0, max: 0.4, noNaN: true }),
      ackLost: fc.double({ min: 0, max: 0.4, noNaN: true }),
    })
    const property = fc.asyncProperty(
      fates,
      fc.constantFrom(...KINDS),
      fc.constantFrom('no-retry', 'constant', 'hedging', 'idempotent', 'guarded'),
      async (lost, kind, use) => {
        const checks = await judged(kind, use, lost)
        for (const name of ['lost-updates', 'false-failures', 'stale-reads', 'aborted-reads', 'final-read'])
          expect(checks[name]).toMatchObject({ verdict: 'valid', count: 0 })
      },
    )
    await fc.assert(property, { seed: 20261126, numRuns: 15 })
  })

  it('is not the only thing that is looked at: one that forgets a write is found', async () => {
    const store = new VirtualStore()
    let puts = 0
    const lab = new VirtualLab((request) => ({
      afterMs: 2,
      // Says yes to every seventh, and does nothing.
      reply:
        request.kind === 'put' && ++puts % 7 === 0
          ? { outcome: 'ok', errorClass: 'none' }
          : store.serve(request),
    }))
    const spec = specOf({ workload: { kind: 'counter' } })
    await lab.run(spec)
    const checks = checkHistory({
      ...{ workload: 'counter' as const, attempts: lab.records, asked: requestsOf(spec.workload, SEED, 0) },
      ...{ applied: store.writes, finalKeys: store.finalKeys, marksAttempts: true },
    })
    const lost = Math.floor(puts / 7)
    expect(lost).toBeGreaterThan(5)
    expect(checks.filter(({ verdict }) => verdict === 'invalid')).toMatchObject([
      { checker: 'lost-updates', count: lost },
      { checker: 'counter-drift', count: lost },
    ])
  })
})
