import { expect, it } from 'vitest'
import { chanceWords, differenceWords, verdictLook, verdictTally } from './against-words'

const difference = { value: 0.0598, low: 0.041, high: 0.0786 }

it('writes a difference in points of a hundred with its interval, or that it has none', () => {
  expect(differenceWords('successRate', { difference, verdict: 'better' })).toBe(
    '+5.98 points [+4.10 to +7.86]',
  )
  expect(
    differenceWords('amplification', { difference: { value: -0.5, low: -1, high: 0.25 }, verdict: 'same' }),
  ).toBe('−0.50 [−1 to +0.25]')
  expect(differenceWords('successRate', { difference: null, verdict: 'inconclusive' })).toBe('no interval')
})

it('says of how many comparisons differences come, and how many chance would show', () => {
  const shown = { difference, verdict: 'worse' } as const
  const none = { difference: null, verdict: 'inconclusive' } as const
  expect(chanceWords([...Array.from({ length: 20 }, () => shown), none])).toBe(
    '20 of 20 comparisons with an interval show a difference; 1.0 would by chance alone.',
  )
  expect(verdictTally(['worse', 'better', 'better', 'same'])).toBe(
    '2 better · 1 worse · 1 no difference shown',
  )
  expect(verdictLook(none)).toMatchObject({ sign: '?', words: 'inconclusive' })
})
