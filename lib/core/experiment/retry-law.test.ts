import { describe, expect, it } from 'vitest'
import { NO_FAULT } from '../fault/fault-point'
import { builtInCatalogue } from '../strategy/catalogue'
import { retryLaw, retryLawOf } from './retry-law'
import { checkSpec } from './spec'

function lawOf(use: string, { params = {}, point = {}, ...changes }: Record<string, object> = {}) {
  const result = checkSpec({ name: 'x', strategies: [{ use, params }], ...changes })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const [choice] = result.spec.strategies
  if (!choice) throw new Error('no strategy')
  return retryLawOf(result.spec, { ...NO_FAULT, lossPercent: 30, ...point }, choice, builtInCatalogue)
}

const reasonOf = (...args: Parameters<typeof lawOf>) => {
  const law = lawOf(...args)
  return 'reason' in law ? law.reason : null
}

describe('the law of retries', () => {
  it('is geometric, truncated at the last attempt', () => {
    const { shares, success } = retryLaw(0.5, 4)
    expect(shares).toEqual([0.5, 0.25, 0.125, 0.125])
    expect(success).toBe(1 - 1 / 16)
  })

  it.each([
    [0, 3],
    [0.05, 1],
    [0.3, 8],
    [1, 5],
  ])('sums to one at loss %d with %d attempts', (loss, attempts) => {
    const { shares } = retryLaw(loss, attempts)
    expect(shares).toHaveLength(attempts)
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
  })

  it.each([
    ['no-retry', {}, 1],
    ['exponential', { maxAttempts: 4 }, 4],
    ['guarded', { idempotencyKey: 'operation-id', maxAttempts: 3 }, 3],
    ['backoff-v4', { maxRetries: 2, maxElapsedTimeMs: 0 }, 3],
    ['p-retry', { retries: 2, minTimeout: 100 }, 3],
    ['cockatiel', { maxAttempts: 2, maxDelay: 200 }, 3],
  ])('of %s %j has %i attempts', (use, params, attempts) => {
    const law = lawOf(use, { params })
    expect('reason' in law ? law.reason : law.attempts).toBe(attempts)
    expect('loss' in law && law.loss).toBeCloseTo(0.3, 12)
  })

  it.each([
    'breaker',
    'retry-budget',
    'hedging',
    'idempotent',
    'degradation',
    'guarded',
    'adaptive-throttling',
    'opossum',
  ])('is none for %s, whose retries end for other reasons, too', (use) => {
    expect(reasonOf(use)).toBe('more than a number of attempts decides on its retries')
  })

  it('is none where a deadline may cut the last attempt off', () => {
    // Five attempts of 500 ms and delays of at most 750 ms together.
    expect(reasonOf('exponential', { operationDeadlineMs: 3_251 } as never)).toBeNull()
    expect(reasonOf('exponential', { operationDeadlineMs: 3_250 } as never)).toContain('deadline')
    expect(reasonOf('backoff-v4', { params: { maxRetries: 2, maxElapsedTimeMs: 1_000 } })).toContain(
      'deadline',
    )
  })

  it.each([
    [{ point: { latencyMs: 1 } }, 'other faults'],
    [{ point: { leaderSwitchesPerMinute: 60 } }, 'other faults'],
    [{ matrix: { loss: { mode: 'packet' } } }, 'other faults'],
    [{ scenario: [{ fault: 'loss', atMs: 100 }] }, 'not act all the time'],
    [{ scenario: [{ fault: 'loss', atMs: 0, forMs: 100 }] }, 'not act all the time'],
    [{ target: { kind: 'http' } }, 'failures of its own'],
  ])('is none with %j', (changes, reason) => {
    expect(reasonOf('exponential', changes as never)).toContain(reason)
  })

  it('takes losses that act at once as independent', () => {
    const law = lawOf('constant', {
      scenario: [{ fault: 'loss', atMs: 0, params: { sharePercent: 50 } }],
    } as never)
    expect('loss' in law && law.loss).toBeCloseTo(1 - 0.7 * 0.5, 12)
  })

  it('is that without any loss where none is asked for', () => {
    const law = lawOf('exponential', { point: { lossPercent: 0 } })
    expect('shares' in law && law.shares).toEqual([1, 0, 0, 0, 0])
  })

  it('is none for a library whose own client no loss reaches', () => {
    expect(reasonOf('grpc-js')).toContain('do not reach')
  })
})
