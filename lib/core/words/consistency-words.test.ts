import { expect, it } from 'vitest'
import type { CheckFigures } from '../summary/report'
import { checkersThatLooked, checkWords } from './consistency-words'

const reads = { name: 'stale-reads', of: 'reads' }
const check = (changes: Partial<CheckFigures>): CheckFigures => ({
  ...{ checker: 'stale-reads', verdict: 'valid', count: 0, outOf: 312, examples: [] },
  ...{ judgedTrials: 2, trials: 2 },
  ...changes,
})

it.each<[string, Partial<CheckFigures>, string | null, string]>([
  ['nothing', {}, '0', 'in 312 reads'],
  ['a trial that nobody could judge', { judgedTrials: 1 }, '0', 'in 312 reads, 1 trial not judged'],
  ['nothing to look through', { outOf: 0 }, null, 'there were no reads'],
  [
    'a first case',
    { verdict: 'invalid', count: 1, outOf: 1, examples: ['operation 4', 'operation 5'] },
    ...(['1', 'in 1 read: operation 4'] as const),
  ],
  [
    'no evidence in some trials',
    { verdict: 'unknown', judgedTrials: 1 },
    'unknown',
    'nothing tells it, 1 trial not judged',
  ],
  ['no evidence', { verdict: 'unknown', judgedTrials: 0 }, 'unknown', 'nothing tells it'],
])('tells of %s', (_, changes, found, rest) => {
  expect(checkWords(reads, { checks: [check(changes)] })).toMatchObject({ found, rest })
})

it('tells of the checkers alone that have looked', () => {
  expect(checkWords(reads, { checks: [] })).toBeNull()
  expect(checkersThatLooked([{ checks: [] }, { checks: [check({})] }]).map(({ name }) => name)).toEqual([
    'stale-reads',
  ])
})
