import { describe, expect, it } from 'vitest'
import type { RunFinding } from '@/lib/core/finding/report-findings'
import type { TrialReport } from '@/lib/core/summary/report'
import { findingEvidence, findingPlace, findingsNote } from './finding-words'

const finding: RunFinding = {
  ...{ rule: 'retry-storm', arm: 0, severity: 'problem', evidence: '', measure: 4, atMs: 1_240 },
  ...{ title: '', remedy: '', trials: [1, 4], worstTrial: 4 },
}
const trials = (number: number) => Array.from({ length: number }) as TrialReport[]

describe('findings in words', () => {
  it('are counted by how grave they are', () => {
    const caution = { ...finding, severity: 'caution' as const }
    expect(findingsNote({ findings: [finding, caution, caution], trials: trials(8) }, false)).toBe(
      '1 problem, 2 cautions in 8 trials',
    )
    expect(findingsNote({ findings: [], trials: trials(1) }, true)).toBe('nothing found in 1 trial so far')
  })

  it('say where they are worst, trials counted from 1', () => {
    expect(findingPlace(finding)).toBe('Show trial 5, at 1.2 s')
    expect(findingPlace({ ...finding, atMs: null })).toBe('Show trial 5')
  })

  it('never take the figures of one trial for those of the run', () => {
    const seen = { ...finding, evidence: '12 attempts' }
    expect(findingEvidence(seen, 8)).toBe('In the worst trial (trial 5), 12 attempts; found in 2 of 8 trials')
    expect(findingEvidence({ ...seen, trials: [4] }, 8)).toBe(
      'In trial 5, 12 attempts; found in 1 of 8 trials',
    )
    expect(findingEvidence({ ...seen, trials: [4] }, 1)).toBe('12 attempts')
  })
})
