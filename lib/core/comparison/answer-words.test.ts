import { expect, it } from 'vitest'
import type { Estimate } from '../summary/interval'
import { answerWords, type AgainstBest } from './answer-words'

const points = ({ value, low, high }: Estimate) => `${value} points [${low} to ${high}]`
const words = (others: AgainstBest[], amplification: Estimate | null = null, duplicates = 0) =>
  answerWords({
    ...{ best: { label: 'A', amplification, duplicates }, others },
    ...{ writePoints: points, writeTimes: ({ value }) => `${value}×` },
  })
const worse = (label: string): AgainstBest => ({
  ...{ label, verdict: 'worse' },
  difference: { value: -6, low: -8, high: -4 },
})
const without = (label: string, verdict: AgainstBest['verdict']): AgainstBest => ({
  ...{ label, verdict, difference: null },
})

it.each<[string, AgainstBest[], string[]]>([
  ['one is worse', [worse('B')], ['A succeeded more often than B (by 6 points [4 to 8]).']],
  [
    'several are',
    [worse('B'), worse('C'), without('D', 'worse')],
    ['A succeeded more often than B (by 6 points [4 to 8]), C (by 6 points [4 to 8]) and D.'],
  ],
  [
    'none is shown to be',
    [without('B', 'inconclusive')],
    [
      'A stands first, but none of the others is shown to succeed less often.',
      'Undecided against B: longer trials or more repetitions would tell.',
    ],
  ],
  [
    'some are alike',
    [worse('B'), without('C', 'same'), without('D', 'same')],
    ['A succeeded more often than B (by 6 points [4 to 8]).', 'Within 1 point of it: C and D.'],
  ],
  [
    'second by second another one is better',
    [{ label: 'B', verdict: 'better', difference: { value: 2, low: 1, high: 3 } }],
    [
      'A stands first, but none of the others is shown to succeed less often.',
      'Second by second B (by 2 points [1 to 3]) did better still.',
    ],
  ],
])('says who succeeded most often where %s', (_, others, sentences) => {
  expect(words(others)).toEqual(sentences)
})

it('tells the price where it is known with its interval', () => {
  const amplification = { value: 1.5, low: 1.4, high: 1.6 }
  const priceOf = (...price: [Estimate | null, number?]) => words([worse('B')], ...price)[1]
  expect(priceOf(amplification)).toBe('Its price: 1.5× the requests of callers that never retry.')
  expect(priceOf(amplification, 1_176)).toBe(
    'Its price: 1.5× the requests of callers that never retry, and 1,176 duplicate writes.',
  )
  expect(priceOf(null, 1)).toBe('Its price: 1 duplicate write.')
  expect(priceOf(null)).toBeUndefined()
})
