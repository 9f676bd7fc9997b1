import { describe, expect, it } from 'vitest'
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import type { LossParams } from './faults/loss'
import { drawLoss, type LossWindow } from './loss-draw'

const window = (changes: Partial<LossParams>, startMs = 0, endMs: number | null = null): LossWindow => ({
  params: { sharePercent: 25, mode: 'request', manner: 'silent', ...changes },
  startMs,
  endMs,
})

/** How many of so many attempts are lost in each way. */
function count(windows: LossWindow[], attempts = 20_000, startMs = 10) {
  const lost = { request: 0, ack: 0 }
  for (let operation = 0; operation < attempts; operation++) {
    const drawn = drawLoss(windows, startMs, streamOf(3, RANDOM_PURPOSE.loss, 0, operation, 1))
    if (drawn) lost[drawn.kind] += 1
  }
  return lost
}

describe('loss', () => {
  it('loses the share that was asked for, within what a fixed seed draws', () => {
    // Three standard deviations of a binomial: √(20000 · .25 · .75) = 61.
    expect(Math.abs(count([window({})]).request - 5_000)).toBeLessThan(184)
    expect(count([window({ sharePercent: 0 })])).toEqual({ request: 0, ack: 0 })
    expect(count([window({ sharePercent: 100, mode: 'ack' })], 100)).toEqual({ request: 0, ack: 100 })
  })

  it('mixes requests and answers half and half', () => {
    const { request, ack } = count([window({ sharePercent: 50, mode: 'mixed' })])
    expect(Math.abs(request - 5_000)).toBeLessThan(184)
    expect(Math.abs(ack - 5_000)).toBeLessThan(184)
  })

  it('is independent where two act at once: 1 − (1 − p)(1 − q)', () => {
    const { request, ack } = count([window({ sharePercent: 50 }), window({ sharePercent: 50, mode: 'ack' })])
    expect(Math.abs(request + ack - 15_000)).toBeLessThan(184)
  })

  it('acts from its start to its end only', () => {
    const windows = [window({ sharePercent: 100 }, 5, 10)]
    expect(count(windows, 10, 4.9)).toEqual({ request: 0, ack: 0 })
    expect(count(windows, 10, 5)).toEqual({ request: 10, ack: 0 })
    expect(count(windows, 10, 10)).toEqual({ request: 0, ack: 0 })
  })

  it('gives an attempt the same luck whether or not an earlier window still acts', () => {
    const both = [window({ sharePercent: 1 }, 0, 5), window({})]
    for (let operation = 0; operation < 500; operation++) {
      const stream = () => streamOf(3, RANDOM_PURPOSE.loss, 0, operation, 1)
      const late = drawLoss(both, 100, stream())
      const early = drawLoss(both, 1, stream())
      if (late) expect(early).not.toBeNull()
    }
  })
})
