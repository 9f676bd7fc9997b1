import { describe, expect, test } from 'vitest'
import { findStrategy } from '../strategy/registry'
import { nextTry, type MadeTry, type NextTry } from './next-try'
import { replyOf, TRY_RESULTS, type TryResult } from './reading'
import { strategyOfPlan } from './plan-strategy'
import { retryPlans, type RetryPlanName } from './retry-plans'

const BEGIN_MS = 1_800_000_000_000
const HOUR_MS = 3_600_000
const delivery = { id: 'cmd0abc', round: 1, beginMs: BEGIN_MS }

function next(plan: RetryPlanName, made: readonly MadeTry[], of = delivery): Promise<NextTry> {
  return nextTry(strategyOfPlan(plan), of, made)
}

/** All attempts of a delivery whose receiver always comes to the same, each asked for by a new process. */
async function attemptsOf(plan: RetryPlanName, result: TryResult, retryAfterMs: number | null = null) {
  const made: MadeTry[] = []
  const dueMs: number[] = []
  for (;;) {
    const step = await next(plan, made)
    if (step.kind === 'end') return { dueMs, ending: step.ending }
    dueMs.push(step.dueMs)
    made.push({ endedMs: step.dueMs + 50, reply: replyOf(result, retryAfterMs) })
  }
}

describe('what the titles of plans promise', () => {
  test.each([
    ['day', 8, 11, 24],
    ['hour', 6, 0, 1],
    ['decorrelated', 10, 0.15, 12],
    ['steady', 12, 0.9, 1],
    ['once', 1, 0, 0],
  ] as const)('%s: %i attempts, the last one after %d to %d hours', async (plan, attempts, from, to) => {
    const { dueMs, ending } = await attemptsOf(plan, 'status')
    expect(ending).toBe('attempts-exhausted')
    expect(dueMs).toHaveLength(attempts)
    expect(dueMs[0]).toBe(BEGIN_MS)
    const { use, params } = retryPlans[plan]
    const bounds = dueMs.slice(1).map((_, n) => findStrategy(use)?.delayBounds(params, n + 1))
    const sum = (of: 'minMs' | 'maxMs') => bounds.reduce((total, bound) => total + (bound?.[of] ?? NaN), 0)
    expect(sum('minMs')).toBeGreaterThanOrEqual(from * HOUR_MS)
    expect(sum('maxMs')).toBeLessThanOrEqual(to * HOUR_MS)
    const spanMs = (dueMs.at(-1) ?? 0) - BEGIN_MS
    expect(spanMs).toBeGreaterThanOrEqual(sum('minMs'))
    expect(spanMs).toBeLessThanOrEqual(sum('maxMs') + 50 * attempts)
  })
})

test('a delivery goes on with the same draws wherever it was left, and others draw otherwise', async () => {
  const failed = { endedMs: BEGIN_MS + 100, reply: replyOf('status', null) }
  const step = await next('day', [failed])
  expect(await next('day', [failed])).toEqual(step)
  expect(await next('day', [failed], { ...delivery, id: 'cmd0abd' })).not.toEqual(step)
  expect(await next('day', [failed], { ...delivery, round: 2 })).not.toEqual(step)
})

test('the wait counts from the end of the attempt, however late that was made', async () => {
  const lateMs = BEGIN_MS + 7 * HOUR_MS
  expect(await next('steady', [{ endedMs: lateMs, reply: replyOf('timeout', null) }])).toEqual({
    ...{ kind: 'send', dueMs: lateMs + 300_000, plannedMs: 300_000 },
  })
})

test('no attempt comes sooner than Retry-After asked for', async () => {
  const { dueMs } = await attemptsOf('hour', 'status', 2 * HOUR_MS)
  expect((dueMs[1] ?? 0) - (dueMs[0] ?? 0)).toBe(2 * HOUR_MS + 50)
})

test.each(TRY_RESULTS)('after %s it is known whether another attempt follows', async (result) => {
  const step = await next('day', [{ endedMs: BEGIN_MS, reply: replyOf(result, null) }])
  if (result === 'delivered') expect(step).toEqual({ kind: 'end', ending: 'succeeded' })
  else if (result === 'gone' || result === 'refused-address')
    expect(step).toEqual({ kind: 'end', ending: 'permanent-error' })
  else expect(step.kind).toBe('send')
})
