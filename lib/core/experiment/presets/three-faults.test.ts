import { describe, expect, it } from 'vitest'
import { checkSpec } from '../spec'
import { threeFaults } from './three-faults'

describe('three faults at once', () => {
  it.each([500, 1_000, 10_000, 61_234])('fit into a window of %d ms, one after the other', (windowMs) => {
    const scenario = threeFaults(windowMs)
    const result = checkSpec({
      name: 'A',
      strategies: [{ use: 'no-retry' }],
      trialDurationMs: windowMs,
      scenario,
    })
    expect(result).toMatchObject({ ok: true })
    const starts = scenario.map(({ atMs = 0 }) => atMs)
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b))
    for (const { atMs = 0, forMs = 0 } of scenario) expect(atMs + forMs).toBeLessThanOrEqual(windowMs)
  })

  it('overlap: the leader moves while replies are slow', () => {
    const [latency, transfer] = threeFaults(10_000)
    expect(latency).toMatchObject({ atMs: 1_000, forMs: 7_000, params: { latencyMs: 500, jitterMs: 100 } })
    expect(transfer).toMatchObject({ fault: 'leader-transfer', atMs: 4_000 })
  })
})
