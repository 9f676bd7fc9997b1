import { describe, expect, it } from 'vitest'
import { trialOf } from '../published/report-fixture'
import type { TrialReport } from '../summary/report'
import { drawnTrials, drawnWords, MOST_TIMELINES } from './drawn-trials'

const trial = (index: number, pointIndex: number, changes: Partial<TrialReport> = {}) =>
  trialOf({ index, pointIndex, ...changes })
const drawn = (indices: readonly number[]) => indices.map((index) => ({ trial: index, arms: [] }))

describe('the trials that a file draws over time', () => {
  it('are one of each fault point: the first that is neither suspect nor recorded, or else the first', () => {
    const trials = [
      ...[
        trial(0, 0, { quality: 'suspect' }),
        trial(1, 1, { profiled: true }),
        trial(2, 2, { quality: 'suspect' }),
      ],
      ...[trial(3, 0), trial(4, 1), trial(5, 2, { quality: 'suspect' }), trial(6, 0)],
    ]
    expect(drawnTrials({ trials })).toEqual([2, 3, 4])
    expect(drawnTrials({ trials }, 7)).toEqual([2, 3, 4, 6])
    expect(drawnTrials({ trials }, 99)).toEqual([2, 3, 4])
    expect(drawnWords({ trials }, drawn([2, 3, 4]))).toMatch(
      /^3 of 7 trials are drawn: of each fault point the first/,
    )
  })

  it('are an even part of a large matrix, and the file says of how many fault points', () => {
    const trials = Array.from({ length: 300 }, (_, index) => trial(index, index))
    const chosen = drawnTrials({ trials })
    expect(chosen).toHaveLength(MOST_TIMELINES)
    expect(new Set(chosen.map((index, place) => index - (chosen[place - 1] ?? -25)))).toEqual(new Set([25]))
    expect(drawnWords({ trials }, drawn(chosen))).toContain('of 12 fault points out of 300, evenly spread')
  })

  it('are all of them where there are few', () => {
    const trials = [trial(0, 0), trial(1, 1)]
    expect(drawnTrials({ trials })).toEqual([0, 1])
    expect(drawnWords({ trials }, drawn([0, 1]))).toBe('Every trial is drawn.')
    expect(drawnTrials({ trials: [] })).toEqual([])
  })
})
