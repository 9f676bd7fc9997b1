import { describe, expect, it } from 'vitest'
import { describeFaultPoint, leaderSwitchTimes, NO_FAULT } from './fault-point'

describe('leaderSwitchTimes', () => {
  it('puts switch k at (k + ½) periods', () => {
    expect(leaderSwitchTimes(6, 30_000)).toEqual([5_000, 15_000, 25_000])
  })

  it('gives none at rate 0 and none when the window is shorter than half a period', () => {
    expect(leaderSwitchTimes(0, 60_000)).toEqual([])
    expect(leaderSwitchTimes(1, 30_000)).toEqual([])
  })
})

describe('describeFaultPoint', () => {
  it.each([
    [NO_FAULT, 'no latency · no switches'],
    [{ ...NO_FAULT, latencyMs: 100 }, '100 ms · no switches'],
    [
      { lossPercent: 0, latencyMs: 100, jitterMs: 50, leaderSwitchesPerMinute: 6 },
      '100 ± 50 ms · 6 switches/min',
    ],
    [{ ...NO_FAULT, lossPercent: 25 }, '25 % ack loss · no latency · no switches'],
  ])('%o is "%s"', (point, text) => {
    expect(describeFaultPoint(point, 'ack')).toBe(text)
  })
})
