import { describe, expect, test } from 'vitest'
import { RateLimit } from './rate-limit'

function admittedAtOnce(limit: RateLimit, nowMs: number): number {
  let admitted = 0
  while (admitted < 1_000 && limit.admits(nowMs)) admitted++
  return admitted
}

describe('the rate limit', () => {
  test('admits a burst, then as many as its rate has filled up, and never more than the burst', () => {
    const limit = new RateLimit({ ratePerSecond: 10, rateBurst: 5 }, 0)
    expect(admittedAtOnce(limit, 0)).toBe(5)
    expect(admittedAtOnce(limit, 99)).toBe(0)
    expect(admittedAtOnce(limit, 100)).toBe(1)
    expect(admittedAtOnce(limit, 400)).toBe(3)
    expect(admittedAtOnce(limit, 60_000)).toBe(5)
  })

  test('of 0 is none', () => {
    expect(admittedAtOnce(new RateLimit({ ratePerSecond: 0, rateBurst: 1 }, 0), 0)).toBe(1_000)
  })

  test('holds over a long time, whatever the gaps', () => {
    const limit = new RateLimit({ ratePerSecond: 7, rateBurst: 1 }, 0)
    let admitted = 0
    for (let nowMs = 0; nowMs < 100_000; nowMs += 13) if (limit.admits(nowMs)) admitted++
    // One at the begin, then seven a second less what a full bucket of one lets pass by between two arrivals.
    expect(admitted).toBeGreaterThan(640)
    expect(admitted).toBeLessThanOrEqual(701)
  })

  test('that changes holds from then on', () => {
    const limit = new RateLimit({ ratePerSecond: 0, rateBurst: 100 }, 0)
    limit.change({ ratePerSecond: 1, rateBurst: 2 }, 1_000)
    expect(admittedAtOnce(limit, 1_000)).toBe(2)
    limit.change({ ratePerSecond: 1_000, rateBurst: 2 }, 1_500)
    expect(admittedAtOnce(limit, 1_500)).toBe(0)
    expect(admittedAtOnce(limit, 1_501)).toBe(1)
  })
})
