import { expect, it } from 'vitest'
import { fitPlan } from '@/lib/core/experiment/fit-plan'
import { checkSpec } from '@/lib/core/experiment/spec'
import { draftToSpec } from '../draft-and-spec'
import { startingDraft, type ExperimentDraft } from '../draft'
import { cutWords, draftWithCuts } from './cuts'
import { roughly } from './roughly'

function specOf(draft: ExperimentDraft) {
  const result = checkSpec(draftToSpec(draft))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}

it('a cut form stands for the cut experiment, and what was left empty stays so', () => {
  const draft: ExperimentDraft = {
    ...startingDraft(),
    lossPercent: ['0', '5', '10', '20', '40'],
    run: { repetitions: 4, trialDurationMs: 45_000 },
  }
  const before = specOf(draft)
  const { spec, cuts, fits } = fitPlan(before, 5 * 60_000)
  expect(fits).toBe(true)
  expect(cuts.map(cutWords)).toEqual([
    'Repetitions: 4 → 1',
    expect.stringMatching(/^Trial: 45 s → \d+ s$/),
    'Loss: 5 → 3 values, its ends kept',
  ])
  const after = draftWithCuts(draft, before, spec)
  expect(specOf(after)).toEqual(spec)
  expect(after.lossPercent).toEqual(['0', '10', '40'])
  expect(Object.keys(after.run).sort()).toEqual(['repetitions', 'trialDurationMs'])
  expect(after.workload).toEqual({})
})

it('chosen points are cut as rows', () => {
  const points = Array.from({ length: 9 }, (_, index) => ({
    ...{ key: `p${index}`, latencyMs: '', jitterMs: '', leaderSwitchesPerMinute: '' },
    lossPercent: index,
  }))
  const draft: ExperimentDraft = { ...startingDraft(), pointMode: 'chosen', points }
  const before = specOf(draft)
  const { spec, cuts } = fitPlan(before, 35_000)
  expect(cuts.map(cutWords)).toEqual(['Chosen points: 9 → 3, first and last kept'])
  const after = draftWithCuts(draft, before, spec)
  expect(after.points.map(({ lossPercent }) => lossPercent)).toEqual([0, 4, 8])
  expect(after.lossPercent).toBe(draft.lossPercent)
  expect(specOf(after)).toEqual(spec)
})

it.each([
  [3.4, 3],
  [1_234, 1_200],
  [98_765, 99_000],
])('%d is said as %d', (value, said) => {
  expect(roughly(value)).toBe(said)
})
