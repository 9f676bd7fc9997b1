import { expect, it } from 'vitest'
import { checkSpec } from '@/lib/core/experiment/spec'
import { startingDraft, type ExperimentDraft } from './draft'
import { draftToSpec } from './draft-and-spec'
import { problemWords } from './problem-words'

function wordsOf(change: Partial<ExperimentDraft>): string[] {
  const draft = { ...startingDraft(), ...change }
  const result = checkSpec(draftToSpec(draft))
  return result.ok ? [] : result.problems.map((problem) => problemWords(problem, draft))
}

it('names each value of an axis that is wrong, as it was typed', () => {
  expect(wordsOf({ lossPercent: ['0', '120', '140'] })).toEqual([
    '120 must be at most 100',
    '140 must be at most 100',
  ])
  expect(wordsOf({ latencyMs: ['0', 'fast'] })).toEqual(['fast must be a number'])
})

it('leaves alone what is of a whole axis, or of something else', () => {
  const draft = startingDraft()
  for (const path of [
    'matrix.lossPercent',
    'matrix',
    'matrix.points.0.lossPercent',
    'name',
    'matrix.lossPercent.99',
  ])
    expect(problemWords({ path, message: 'must be so' }, draft)).toBe('must be so')
})

it('says what a threshold needs', () => {
  expect(problemWords({ path: 'thresholds.0', message: '"x" is not a threshold' }, startingDraft())).toBe(
    'the value must be a number of at least 0, such as 0.99',
  )
})
