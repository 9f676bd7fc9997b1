import { describe, expect, it } from 'vitest'
import { startingDraft } from '@/components/experiment/draft'
import { draftToSpec } from '@/components/experiment/draft-and-spec'
import { checkSpec } from '@/lib/core/experiment/spec'
import type { RunProgress, TrialReport } from '@/lib/core/summary/report'
import { commonReasons } from './common-reasons'
import { operationsSoFar, phaseWords, shareDone, trialWords } from './progress-words'

const result = checkSpec(draftToSpec(startingDraft()))
if (!result.ok) throw new Error('the starting draft must be a spec')
const { spec } = result

const progress: RunProgress = {
  phase: 'trial',
  trial: {
    index: 2,
    point: { lossPercent: 0, latencyMs: 100, jitterMs: 50, leaderSwitchesPerMinute: 12 },
    repetition: 0,
    phase: 'window',
    elapsedMs: 5_000,
  },
  live: [],
  finishedTrials: 2,
  totalTrials: 8,
  remainingMs: 60_000,
}

describe('progress in words', () => {
  it('says what the trial does and where it stands', () => {
    expect(phaseWords({ status: 'running', cancelRequested: false }, progress)).toBe('measuring under faults')
    expect(trialWords({ spec }, progress)).toBe('trial 3 of 8: 100 ± 50 ms · 12 switches/min')
  })
  it('says that a run waits, starts, or stops', () => {
    expect(phaseWords({ status: 'queued', cancelRequested: false }, null)).toBe('waiting for a worker')
    expect(phaseWords({ status: 'queued', cancelRequested: false }, null, 6)).toBe('waiting for run 6 to end')
    expect(phaseWords({ status: 'running', cancelRequested: false }, null)).toBe(
      'starting etcd and Toxiproxy',
    )
    expect(phaseWords({ status: 'running', cancelRequested: true }, progress)).toMatch(/^stopping/)
  })
  it('counts operations of the trial under way', () => {
    const live = [
      { operations: 40, ok: 40, attempts: 40 },
      { operations: 50, ok: 45, attempts: 60 },
    ]
    expect(operationsSoFar({ arms: [], trials: [], progress: { ...progress, live } })).toBe(90)
    expect(operationsSoFar({ arms: [], trials: [], progress: null })).toBe(0)
    const stored = [{ index: progress.trial?.index }] as TrialReport[]
    expect(operationsSoFar({ arms: [], trials: stored, progress: { ...progress, live } })).toBe(0)
  })
  it('counts the part of the trial under way, but never as a whole', () => {
    const trials = Array.from({ length: 2 }, () => null) as never[]
    expect(shareDone({ trials, totalTrials: 8, spec }, progress)).toBeCloseTo(2.5 / 8)
    const overdue = { ...progress, trial: progress.trial && { ...progress.trial, elapsedMs: 60_000 } }
    expect(shareDone({ trials, totalTrials: 8, spec }, overdue)).toBeLessThan(3 / 8)
  })
})

describe('reasons of suspect trials', () => {
  it('counts the same reason with other figures as one, and tells the worst', () => {
    const trials = [
      { qualityReasons: ['starts were 30.1 ms late at P99 (limit 20 ms)'] },
      { qualityReasons: ['3 arrivals were shed', 'starts were 90.4 ms late at P99 (limit 20 ms)'] },
    ]
    expect(commonReasons(trials)).toEqual([
      'starts were 90.4 ms late at P99 (limit 20 ms) (2 trials, at worst so)',
      '3 arrivals were shed (1 trial)',
    ])
  })
})
