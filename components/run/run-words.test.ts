import { describe, expect, it } from 'vitest'
import { startingDraft } from '@/components/experiment/draft'
import { draftToSpec } from '@/components/experiment/draft-and-spec'
import { checkSpec } from '@/lib/core/experiment/spec'
import type { RunProgress, RunReport, TrialReport } from '@/lib/core/summary/report'
import { commonReasons } from './common-reasons'
import {
  cancelWords,
  leftWords,
  operationsSoFar,
  phaseWords,
  shareDone,
  startedWords,
  trialWords,
} from './progress-words'

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

/** Trials that have ended, the first of the plan. */
const ended = (count: number) => Array.from({ length: count }, (_, index) => ({ index }) as TrialReport)
const run = (status: RunReport['status'], trials = 2, cancelRequested = false) => ({
  ...{ status, cancelRequested, trials: ended(trials), totalTrials: 8 },
})

describe('progress in words', () => {
  it('says what the trial does and where it stands', () => {
    expect(phaseWords(run('running'), progress)).toBe('measuring under faults')
    expect(trialWords({ spec }, progress)).toBe('trial 3 of 8: 100 ± 50 ms · 12 switches/min')
  })
  it('says that a run waits, starts, or stops', () => {
    expect(phaseWords(run('queued'), null)).toBe('waiting for a worker')
    expect(phaseWords(run('queued'), null, 6)).toBe('waiting for run 6 to end')
    expect(phaseWords(run('running', 0), null)).toBe('starting the lab')
    expect(phaseWords(run('running'), { ...progress, phase: 'starting-lab', trial: null })).toBe(
      'starting the lab',
    )
    expect(phaseWords(run('running', 2, true), progress)).toMatch(/^stopping/)
  })
  it('says of a run that ends or has ended that it does, and never that its lab is being started', () => {
    const starting = { ...progress, phase: 'starting-lab' as const, trial: null, remainingMs: 0 }
    for (const stale of [null, progress, starting]) {
      expect(phaseWords(run('running', 8), stale)).toBe('finishing')
      expect(leftWords(run('running', 8), stale)).toBeNull()
      for (const status of ['completed', 'failed', 'cancelled'] as const) {
        expect(phaseWords(run(status, 2, status === 'cancelled'), stale)).toBe(status)
        expect(leftWords(run(status), stale)).toBeNull()
      }
    }
  })
  it('tells what is left only while that is to be waited for', () => {
    expect(leftWords(run('running'), progress)).toBe('about 1 min left')
    expect(leftWords(run('running', 2, true), progress)).toBeNull()
    expect(leftWords(run('running'), { ...progress, phase: 'finishing', trial: null })).toBeNull()
    expect(leftWords(run('queued'), null)).toBeNull()
  })
  it('tells when a run was started, not for how long it has been at work: it may have rested meanwhile', () => {
    const startedAt = '2026-01-02T09:00:00.000Z'
    const at = (ms: number) => startedWords({ status: 'running', startedAt }, Date.parse(startedAt) + ms)
    expect([at(-5), at(400), at(80_400), at(3 * 3_600_000)]).toEqual([
      'just started',
      'just started',
      'started 1 min 20 s ago',
      'started 3 h ago',
    ])
    expect(startedWords({ status: 'queued', startedAt: null }, 0)).toBeNull()
    expect(startedWords({ status: 'completed', startedAt }, Date.parse(startedAt) + 5_000)).toBeNull()
  })
  it.each([
    [
      2,
      progress,
      '2 of 8 trials have ended and stay; the one under way is thrown away. “Resume” goes on from there.',
    ],
    [
      1,
      progress,
      '1 of 8 trials has ended and stays; the one under way is thrown away. “Resume” goes on from there.',
    ],
    [
      0,
      progress,
      'No trial has ended yet; the one under way is thrown away. “Resume” begins with the first.',
    ],
    [0, null, 'No trial has ended yet; none is under way. “Resume” begins with the first.'],
    // The third is stored already.
    [3, progress, '3 of 8 trials have ended and stay; none is under way. “Resume” goes on from there.'],
  ])(
    'says before a run of which %i trials have ended is cancelled what that throws away',
    (trials, now, words) => {
      expect(cancelWords({ trials: ended(trials), totalTrials: 8, progress: now })).toBe(words)
    },
  )
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
    const trials = ended(2)
    expect(shareDone({ trials, totalTrials: 8, spec }, progress)).toBeCloseTo(2.5 / 8)
    const overdue = { ...progress, trial: progress.trial && { ...progress.trial, elapsedMs: 60_000 } }
    expect(shareDone({ trials, totalTrials: 8, spec }, overdue)).toBeLessThan(3 / 8)
    expect(shareDone({ trials: ended(3), totalTrials: 8, spec }, progress), 'counted once').toBe(3 / 8)
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
