import { RetryThrottler } from '@grpc/grpc-js/build/src/retrying-call.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ask, FAILED, first, mayRetry, OK, retriesAtOnce, times } from './asking'
import { awsRetryQuota, grpcThrottling, tokenBucket } from './retry-budgets'

const SEED = { seed: 20261123 }

describe('token bucket', () => {
  it('gives its burst at once, then one retry each time a token has come', () => {
    const gate = tokenBucket({ ratePerSecond: 2, burst: 3 })
    const passed = [0, 0, 0, 0, 499, 500, 500, 999, 1000].map((atMs) => mayRetry(gate, atMs))
    expect(passed).toEqual([true, true, true, false, false, true, false, false, true])
  })

  it('holds no more than its burst, however long nobody asked', () => {
    const gate = tokenBucket({ ratePerSecond: 2, burst: 3 })
    mayRetry(gate, 0)
    expect(retriesAtOnce(gate, 3_600_000)).toBe(3)
  })

  it('lets first attempts pass when it is empty, and takes nothing for them', () => {
    const gate = tokenBucket({ ratePerSecond: 1, burst: 1 })
    expect(mayRetry(gate, 0)).toBe(true)
    times(50, () => first(gate, FAILED, 0))
    expect([mayRetry(gate, 999), mayRetry(gate, 1000)]).toEqual([false, true])
  })

  it('has a whole token after ten additions of a tenth', () => {
    const gate = tokenBucket({ ratePerSecond: 100, burst: 1 })
    mayRetry(gate, 0)
    for (let atMs = 1; atMs <= 10; atMs++) ask(gate, 1, atMs)
    expect(mayRetry(gate, 10)).toBe(true)
  })

  it('never gives more than burst + rate × time over any interval, and refuses only when that is used up', () => {
    const arbitrary = fc.record({
      ratePerSecond: fc.integer({ min: 1, max: 2000 }),
      burst: fc.integer({ min: 1, max: 20 }),
      gapsMs: fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 60 }),
    })
    const property = fc.property(arbitrary, ({ ratePerSecond, burst, gapsMs }) => {
      const gate = tokenBucket({ ratePerSecond, burst })
      let nowMs = 0
      const events = gapsMs.map((gapMs) => ({ atMs: (nowMs += gapMs), admitted: mayRetry(gate, nowMs) }))
      events.forEach(({ atMs, admitted }, last) => {
        // What is left of burst + rate × time over every interval that ends here, in thousandths.
        let taken = 0
        let least = Infinity
        for (let from = last; from >= 0; from--) {
          const event = events[from]
          if (event?.admitted) taken += 1
          const room = (burst - taken) * 1000 + (atMs - (event?.atMs ?? 0)) * ratePerSecond
          least = Math.min(least, room)
        }
        if (admitted) expect(least).toBeGreaterThanOrEqual(0)
        else expect(least).toBeLessThan(1000)
      })
    })
    fc.assert(property, SEED)
  })
})

describe('gRPC retry throttling', () => {
  it('refuses at half of the tokens and below, and permits again above', () => {
    const gate = grpcThrottling({ maxTokens: 4, tokenRatio: 0.5 })
    first(gate, FAILED)
    expect(mayRetry(gate)).toBe(true) // 3 left
    first(gate, FAILED)
    expect(mayRetry(gate)).toBe(false) // 2 left: not above the half
    first(gate, OK)
    expect(mayRetry(gate)).toBe(true) // 2.5
  })

  it('never goes below zero: a long outage needs no more successes than a short one', () => {
    const gate = grpcThrottling({ maxTokens: 4, tokenRatio: 0.5 })
    times(1000, () => first(gate, FAILED))
    times(4, () => first(gate, OK))
    expect(mayRetry(gate)).toBe(false) // 2
    first(gate, OK)
    expect(mayRetry(gate)).toBe(true) // 2.5
  })

  it('never goes above its maximum: successes are not saved up', () => {
    const gate = grpcThrottling({ maxTokens: 4, tokenRatio: 0.5 })
    times(1000, () => first(gate, OK))
    times(2, () => first(gate, FAILED))
    expect(mayRetry(gate)).toBe(false)
  })

  it('takes nothing for permanent errors: the request was wrong, the server is well', () => {
    const gate = grpcThrottling({ maxTokens: 4, tokenRatio: 0.5 })
    times(100, () => first(gate, { outcome: 'fail', errorClass: 'rejected' }))
    expect(mayRetry(gate)).toBe(true)
  })

  it('adds up tenths exactly: at the threshold it still refuses', () => {
    const gate = grpcThrottling({ maxTokens: 10, tokenRatio: 0.1 })
    times(7, () => first(gate, FAILED))
    times(20, () => first(gate, OK))
    expect(mayRetry(gate)).toBe(false) // 3 + 20 × 0.1 = 5
    first(gate, OK)
    expect(mayRetry(gate)).toBe(true)
  })

  it.each([
    [0.0019, 1000],
    [0.57, 1],
  ])('takes three decimals of the ratio %f', (tokenRatio, refused) => {
    const gate = grpcThrottling({ maxTokens: 2, tokenRatio })
    times(2, () => first(gate, FAILED))
    times(refused, () => first(gate, OK))
    expect(mayRetry(gate)).toBe(false)
    first(gate, OK)
    expect(mayRetry(gate)).toBe(true)
  })

  it('decides as the throttler of grpc-js does, whatever succeeds and fails', () => {
    const arbitrary = fc.record({
      maxTokens: fc.integer({ min: 1, max: 40 }),
      // Binary fractions: grpc-js adds up floating-point tokens, exact only for these.
      tokenRatio: fc.constantFrom(0.125, 0.25, 0.5, 1, 1.5),
      successes: fc.array(fc.boolean(), { maxLength: 120 }),
    })
    const property = fc.property(arbitrary, ({ maxTokens, tokenRatio, successes }) => {
      const gate = grpcThrottling({ maxTokens, tokenRatio })
      const original = new RetryThrottler(maxTokens, tokenRatio)
      for (const success of successes) {
        first(gate, success ? OK : FAILED)
        if (success) original.addCallSucceeded()
        else original.addCallFailed()
        expect(mayRetry(gate)).toBe(original.canRetryCall())
      }
    })
    fc.assert(property, SEED)
  })
})

describe('AWS retry quota', () => {
  const settings = { capacity: 20, retryCost: 5, timeoutCost: 10 }

  it.each([
    ['no-leader', 4],
    ['attempt-timeout', 2],
  ] as const)('after %s its capacity is worth %i retries', (lastError, retries) => {
    expect(retriesAtOnce(awsRetryQuota(settings), 0, lastError)).toBe(retries)
  })

  it('gives back what the retry took when it succeeds, and nothing when it fails', () => {
    const gate = awsRetryQuota(settings)
    const timedOut = ask(gate, 2, 0, 'attempt-timeout') // 10 left
    const failed = ask(gate, 2, 0, 'no-leader') // 5 left
    if (!timedOut.admitted || !failed.admitted) throw new Error('refused')
    failed.report(FAILED, 0)
    timedOut.report(OK, 0) // 15 left
    expect(retriesAtOnce(gate)).toBe(3)
  })

  it('gives back 1 for a first attempt that succeeds', () => {
    const gate = awsRetryQuota(settings)
    retriesAtOnce(gate)
    times(4, () => first(gate, OK))
    expect(mayRetry(gate)).toBe(false)
    first(gate, OK)
    expect(mayRetry(gate)).toBe(true)
  })

  it('gives nothing back for a retry that cost nothing', () => {
    const gate = awsRetryQuota({ ...settings, retryCost: 0 })
    retriesAtOnce(gate, 0, 'attempt-timeout')
    times(100, () => {
      const free = ask(gate, 2, 0, 'no-leader')
      if (free.admitted) free.report(OK, 0)
    })
    expect(mayRetry(gate, 0, 'attempt-timeout')).toBe(false)
  })

  it('never spends more than its capacity and what came back, and never holds more than its capacity', () => {
    const arbitrary = fc.record({
      capacity: fc.integer({ min: 0, max: 60 }),
      steps: fc.array(
        fc.record({ attempt: fc.integer({ min: 1, max: 3 }), timedOut: fc.boolean(), ok: fc.boolean() }),
        { maxLength: 80 },
      ),
    })
    const property = fc.property(arbitrary, ({ capacity, steps }) => {
      const gate = awsRetryQuota({ capacity, retryCost: 5, timeoutCost: 10 })
      let spent = 0
      for (const { attempt, timedOut, ok } of steps) {
        const passage = ask(gate, attempt, 0, timedOut ? 'attempt-timeout' : 'no-leader')
        if (!passage.admitted) continue
        const cost = attempt === 1 ? 0 : timedOut ? 10 : 5
        spent += cost
        expect(spent).toBeLessThanOrEqual(capacity)
        passage.report(ok ? OK : FAILED, 0)
        if (ok) spent = Math.max(0, spent - (attempt === 1 ? 1 : cost))
      }
      expect(retriesAtOnce(gate)).toBe(Math.floor((capacity - spent) / 5))
    })
    fc.assert(property, SEED)
  })
})
