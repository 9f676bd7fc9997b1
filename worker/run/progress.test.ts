import { expect, test } from 'vitest'
import { estimateTrial, LAB_START_MS, planTrials } from '@/lib/core/experiment/plan'
import { checkSpec } from '@/lib/core/experiment/spec'
import { ProgressTracker } from './progress'

const checked = checkSpec({
  name: 'progress',
  strategies: [{ use: 'no-retry' }],
  matrix: { latencyMs: [0, 1, 2, 3] },
  trialDurationMs: 10_000,
})
if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
const { spec } = checked
const plan = planTrials(spec)
const plannedMs = (index: number) => {
  const point = plan[index]?.point
  if (!point) throw new Error(`no trial ${index}`)
  return estimateTrial(spec, point).minMs
}

function tracker(firstTrial = 0) {
  const clock = { ms: 0 }
  const run = { spec, totalTrials: 4, remainingTrials: plan.slice(firstTrial) }
  const progress = new ProgressTracker(run, () => clock.ms)
  const begin = (index: number) => {
    const trial = plan[index]
    if (trial) progress.trialBegins(trial, [{ operations: 5, ok: 4, attempts: 6 }])
  }
  return { clock, progress, begin }
}

test('before the first trial all of the plan is left', () => {
  const { progress } = tracker()
  expect(progress.current()).toMatchObject({ phase: 'starting-lab', trial: null, finishedTrials: 0 })
  const all = LAB_START_MS + plannedMs(0) + plannedMs(1) + plannedMs(2) + plannedMs(3)
  expect(progress.current().remainingMs).toBe(all)
})

test('a resumed run has its finished trials behind it', () => {
  const { progress } = tracker(3)
  expect(progress.current()).toMatchObject({ finishedTrials: 3, remainingMs: LAB_START_MS + plannedMs(3) })
})

test('time left falls while a trial runs, and never below what the later ones need', () => {
  const { clock, progress, begin } = tracker(2)
  begin(2)
  progress.trialPhase('window')
  clock.ms = 4_000
  expect(progress.current()).toMatchObject({
    trial: { index: 2, phase: 'window', elapsedMs: 4_000 },
    live: [{ operations: 5, ok: 4, attempts: 6 }],
    remainingMs: plannedMs(2) - 4_000 + plannedMs(3),
  })
  clock.ms = 60_000
  expect(progress.current().remainingMs).toBe(plannedMs(3))
})

test('trials that took twice as long as planned double what is left', () => {
  const { clock, progress, begin } = tracker()
  begin(0)
  clock.ms = 2 * plannedMs(0)
  progress.trialFinished()
  begin(1)
  expect(progress.current()).toMatchObject({
    finishedTrials: 1,
    remainingMs: Math.round(2 * (plannedMs(1) + plannedMs(2) + plannedMs(3))),
  })
})

test('after the last trial nothing is left', () => {
  const { progress, begin } = tracker(3)
  begin(3)
  progress.trialFinished()
  progress.finishing()
  expect(progress.current()).toEqual({
    phase: 'finishing',
    trial: null,
    live: [],
    finishedTrials: 4,
    totalTrials: 4,
    remainingMs: 0,
  })
})
