import { describe, expect, it } from 'vitest'
import { derivedName, withName } from './derived-name'
import { startingDraft } from './draft'

describe('the name of an experiment', () => {
  it('is the derived one at first, and follows the axes', () => {
    const first = startingDraft()
    expect(first.name).toBe(derivedName(first))
    const lossy = withName(first, { lossPercent: ['0..40 step 20'], latencyMs: ['5'], jitterMs: ['0'] })
    expect(lossy.name).toBe('Request loss × leader switches')
    expect(withName(lossy, { loss: { mode: 'ack' } }).name).toBe('Ack loss × leader switches')
  })

  it('stays as it was typed', () => {
    const own = withName(startingDraft(), { name: 'Mine' })
    expect(withName(own, { latencyMs: ['5'] }).name).toBe('Mine')
    expect(withName(own, { name: '' }).name).toBe('')
  })

  it('names what is disturbed where nothing varies, or the scenario, or that there is nothing', () => {
    const calm = { ...startingDraft(), latencyMs: ['0'], jitterMs: ['0'], leaderSwitchesPerMinute: ['0'] }
    expect(derivedName(calm)).toBe('Without faults')
    expect(derivedName({ ...calm, latencyMs: ['20'], lossPercent: ['5'] })).toBe('Request loss + latency')
    const step = { key: 'f1', fault: 'leader-transfer', atMs: 0, forMs: '', params: {} }
    expect(derivedName({ ...calm, scenario: [step] })).toBe('A scenario of faults')
  })

  it('looks at the chosen points where points are chosen', () => {
    const point = { lossPercent: 0, latencyMs: 20, jitterMs: 0, leaderSwitchesPerMinute: 0 }
    const points = [
      { key: 'p1', ...point },
      { key: 'p2', ...point, latencyMs: 80 },
    ]
    expect(derivedName({ ...startingDraft(), pointMode: 'chosen', points })).toBe('Latency')
  })
})
