import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttemptReply } from '../core/history/attempt'
import { FAILED, OK, specOf, VirtualLab } from './virtual-lab'

const hedged = (params: object, changes: object = {}) =>
  specOf({
    strategies: [{ use: 'hedging', params: { hedgeDelayMs: 50, maxAttempts: 3, ...params } }],
    workload: { load: { mode: 'closed', concurrency: 1 }, putShare: 0 },
    attemptTimeoutMs: 400,
    ...changes,
  })
const brief = (lab: VirtualLab, operation: number) =>
  lab.records
    .filter((record) => record.operation === operation)
    .map(({ startMs, endMs, errorClass, stop }) => [startMs, endMs, errorClass, stop])

describe('throttled hedging', () => {
  const throttled = { throttling: 'on', maxTokens: 4, tokenRatio: 0.5 }

  it('sends hedges only while more than half of the tokens is left, and first attempts always', async () => {
    // Each failure costs one of four tokens: the first operation spends two, so its third attempt is held back.
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: FAILED }))
    await lab.run(hedged(throttled, { trialDurationMs: 500 }))
    expect(brief(lab, 0)).toEqual([
      [0, 10, 'no-leader', 'retry'],
      [10, 20, 'no-leader', 'retry'],
      [20, 20, 'budget-empty', 'refused'],
    ])
    expect(brief(lab, 1)).toEqual([
      [20, 30, 'no-leader', 'retry'],
      [30, 30, 'budget-empty', 'refused'],
    ])
  })

  it('waits for what is under way when a hedge is held back, and sends no other one', async () => {
    const lab = new VirtualLab(({ operation = 0 }) =>
      operation === 0 ? { afterMs: 10, reply: FAILED } : { afterMs: 180, reply: OK },
    )
    await lab.run(hedged(throttled, { trialDurationMs: 500 }))
    expect(brief(lab, 1)).toEqual([
      [70, 70, 'budget-empty', 'retry'],
      [20, 200, 'none', 'succeeded'],
    ])
  })

  it('lets hedges through again when successes have given tokens back', async () => {
    const lab = new VirtualLab(({ operation = 0 }) =>
      operation === 0 ? { afterMs: 10, reply: FAILED } : { afterMs: 180, reply: OK },
    )
    await lab.run(hedged(throttled, { trialDurationMs: 600 }))
    // Operation 1 succeeds and gives half a token back: 2.5 of 4 are left.
    expect(brief(lab, 2).toSorted()).toEqual([
      [200, 380, 'none', 'succeeded'],
      [250, 380, 'cancelled', 'retry'],
      [300, 380, 'cancelled', 'retry'],
    ])
  })

  it('is off until it is asked for', async () => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply: FAILED }))
    await lab.run(hedged({ maxTokens: 4 }, { trialDurationMs: 500 }))
    expect(lab.records.filter(({ errorClass }) => errorClass === 'budget-empty')).toEqual([])
  })

  it('counts no failure that ends the operation by itself', async () => {
    const lab = new VirtualLab(({ operation = 0 }) =>
      operation < 9 ? { afterMs: 10, reply: FAILED } : { afterMs: 180, reply: OK },
    )
    await lab.run(hedged({ ...throttled, nonFatal: 'none' }, { trialDurationMs: 500 }))
    expect(brief(lab, 9)).toContainEqual([140, 270, 'cancelled', 'retry'])
  })
})

describe('a server that pushes back', () => {
  it('has the next attempt when it asks for it, and those after it a hedging delay later', async () => {
    const pushing: AttemptReply = { ...FAILED, retryAfterMs: 120 }
    const lab = new VirtualLab(({ attempt }) =>
      attempt === 1 ? { afterMs: 10, reply: pushing } : { afterMs: 390, reply: OK },
    )
    await lab.run(hedged({}, { trialDurationMs: 500 }))
    expect(new Set(brief(lab, 0).map(([startMs]) => startMs))).toEqual(new Set([0, 130, 180]))
    expect(lab.records.find(({ startMs }) => startMs === 130)).toMatchObject({
      nominalDelayMs: 120,
      plannedDelayMs: 120,
      actualDelayMs: 120,
    })
  })

  it('is not heard by a strategy that is told to ignore it', async () => {
    const lab = new VirtualLab(({ attempt }) =>
      attempt === 1 ? { afterMs: 10, reply: { ...FAILED, retryAfterMs: 120 } } : { afterMs: 20, reply: OK },
    )
    await lab.run(hedged({ retryAfter: 'ignore' }, { trialDurationMs: 500 }))
    expect(brief(lab, 0)).toEqual([
      [0, 10, 'no-leader', 'retry'],
      [10, 30, 'none', 'succeeded'],
    ])
  })

  it('does not hold back what another failure sends at once', async () => {
    const lab = new VirtualLab(({ attempt }) =>
      attempt === 1
        ? { afterMs: 60, reply: { ...FAILED, retryAfterMs: 300 } }
        : { afterMs: 30, reply: attempt === 2 ? FAILED : OK },
    )
    await lab.run(hedged({}, { trialDurationMs: 500 }))
    expect(brief(lab, 0)).toEqual([
      [0, 60, 'no-leader', 'retry'],
      [50, 80, 'no-leader', 'retry'],
      [80, 110, 'none', 'succeeded'],
    ])
  })
})

describe('non-fatal failures', () => {
  const LOST: AttemptReply = { outcome: 'info', errorClass: 'connection-dropped' }
  it.each([
    ['temporary', FAILED, 'attempts-exhausted'],
    ['temporary', LOST, 'attempts-exhausted'],
    ['not-executed', FAILED, 'attempts-exhausted'],
    ['not-executed', LOST, 'permanent-error'],
    ['none', FAILED, 'permanent-error'],
  ] as const)('%s: after %o the operation ends with %s', async (nonFatal, reply, ending) => {
    const lab = new VirtualLab(() => ({ afterMs: 10, reply }))
    await lab.run(hedged({ nonFatal }, { trialDurationMs: 500 }))
    expect(brief(lab, 0).at(-1)?.[3]).toBe(ending)
    expect(brief(lab, 0)).toHaveLength(ending === 'permanent-error' ? 1 : 3)
  })
})

describe('hedging with any parameters and any target', () => {
  it('sends no more than it may, ends by its deadline, and closes each operation once', async () => {
    const replies = fc.constantFrom<AttemptReply>(
      OK,
      FAILED,
      { ...FAILED, retryAfterMs: 70 },
      { outcome: 'fail', errorClass: 'rejected' },
    )
    const arbitrary = fc.record({
      params: fc.record({
        hedgeDelayMs: fc.integer({ min: 1, max: 200 }),
        maxAttempts: fc.integer({ min: 1, max: 6 }),
        nonFatal: fc.constantFrom('temporary', 'not-executed', 'none'),
        throttling: fc.constantFrom('on', 'off'),
        maxTokens: fc.integer({ min: 1, max: 6 }),
      }),
      answers: fc.array(fc.record({ afterMs: fc.nat({ max: 300 }), reply: replies }), {
        minLength: 1,
        maxLength: 12,
      }),
      operationDeadlineMs: fc.integer({ min: 100, max: 800 }),
    })
    const property = fc.asyncProperty(arbitrary, async ({ params, answers, operationDeadlineMs }) => {
      let asked = 0
      const lab = new VirtualLab(() => answers[asked++ % answers.length] ?? { afterMs: 1, reply: OK })
      await lab.run(hedged(params, { operationDeadlineMs, attemptTimeoutMs: 100, trialDurationMs: 500 }))
      const operations = new Map<number, typeof lab.records>()
      for (const record of lab.records)
        operations.set(record.operation, [...(operations.get(record.operation) ?? []), record])
      for (const records of operations.values()) {
        const sent = records.filter(({ errorClass }) => errorClass !== 'budget-empty')
        expect(sent.length).toBeLessThanOrEqual(params.maxAttempts)
        expect(records.filter(({ stop }) => stop !== 'retry')).toHaveLength(1)
        // A first attempt that starts late is still given a millisecond.
        for (const { endMs, intendedStartMs } of records)
          expect(endMs - intendedStartMs).toBeLessThanOrEqual(operationDeadlineMs + 1)
      }
    })
    await fc.assert(property, { seed: 20261127, numRuns: 60 })
  })
})
