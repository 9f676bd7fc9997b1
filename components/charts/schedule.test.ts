import { describe, expect, it } from 'vitest'
import { findStrategy } from '@/lib/core/strategy/registry'
import { envelopeOf, scheduleOf } from '@/lib/core/strategy/schedule'
import { scheduleCsv } from './schedule-csv'
import { drawSchedule, niceTop, SCHEDULE_BOX, scheduleSummary, scheduleWords } from './schedule-data'

function prepared(name: string, given: object) {
  const strategy = findStrategy(name)
  if (!strategy) throw new Error(`no strategy ${name}`)
  return { strategy, params: strategy.params.parse(given) as Record<string, unknown> }
}

const base = SCHEDULE_BOX.height - SCHEDULE_BOX.bottom

describe('the drawing of a schedule', () => {
  it('puts the longest delay at the top and no delay on the base line', () => {
    const { strategy, params } = prepared('exponential', { initialDelayMs: 100, maxAttempts: 4 })
    const { points, ticksY } = drawSchedule(envelopeOf(strategy, params, { attempts: 9 }))
    expect(points.map(({ minY, maxY }) => [minY, maxY])).toEqual([
      [base, 94],
      [base, 66],
      [base, SCHEDULE_BOX.top],
    ])
    expect(ticksY.map(({ label }) => label)).toEqual(['0', '200 ms', '400 ms'])
  })

  it('keeps every point inside', async () => {
    const { strategy, params } = prepared('backoff-v4', { maxElapsedTimeMs: 0 })
    const { points } = drawSchedule(await scheduleOf(strategy, params, { attempts: 30, seed: 3 }))
    for (const { x, drawnY } of points) {
      expect(x).toBeGreaterThan(SCHEDULE_BOX.left)
      expect(x).toBeLessThan(SCHEDULE_BOX.width - SCHEDULE_BOX.right)
      expect(drawnY).toBeGreaterThanOrEqual(SCHEDULE_BOX.top)
      expect(drawnY).toBeLessThanOrEqual(base)
    }
  })

  it('survives delays of nothing', () => {
    const { strategy, params } = prepared('constant', { delayMs: 0 })
    const { points } = drawSchedule(envelopeOf(strategy, params, { attempts: 9 }))
    expect(points.map(({ nominalY }) => nominalY)).toEqual([base, base, base])
  })

  it('ends its axis at round figures', () => {
    expect([1, 3, 8.5, 750, 4_100].map(niceTop)).toEqual([1, 4, 10, 800, 5_000])
  })
})

describe('a schedule in words', () => {
  it('says what the drawing shows', async () => {
    const { strategy, params } = prepared('breaker', { consecutiveFailures: 1, whenOpen: 'end' })
    const schedule = await scheduleOf(strategy, params, { attempts: 3, seed: 1 })
    expect(scheduleWords(schedule, 'careful', true)).toMatch(
      /^Delays of careful: first 2 retries, 0 ms to 150 ms of waiting\. retry 1 nominally 50 ms, 0 ms to 50 ms, drawn [\d.]+ ms; retry 2 .* and then refused\.$/,
    )
  })

  it('gives one figure where nothing is left to chance', () => {
    const { strategy, params } = prepared('constant', { delayMs: 200, maxAttempts: 2 })
    expect(scheduleSummary(envelopeOf(strategy, params, { attempts: 9 }), false)).toBe(
      '1 retry, 200 ms of waiting',
    )
  })
})

it('is saved as one row per retry, without the first attempt', () => {
  const { strategy, params } = prepared('exponential', {
    ...{ initialDelayMs: 100, maxAttempts: 3, jitter: 'none' },
  })
  const { head, rows } = scheduleCsv(envelopeOf(strategy, params, { attempts: 9 }), 'mine')
  expect(rows.map((row) => row.slice(0, 5))).toEqual([
    ['mine', 1, 100, 100, 100],
    ['mine', 2, 200, 200, 200],
  ])
  expect(rows[0]).toHaveLength(head.length)
})
