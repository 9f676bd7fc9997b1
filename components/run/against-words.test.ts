import { expect, it } from 'vitest'
import { chanceWords } from '@/lib/core/comparison/chance-words'
import { noIntervalWords } from './against-words'

const difference = { value: 0.0598, low: 0.041, high: 0.0786 }

it('says of how many comparisons differences come, and how many chance would show', () => {
  const shown = { difference, verdict: 'worse' } as const
  const none = { difference: null, verdict: 'inconclusive' } as const
  expect(chanceWords([...Array.from({ length: 20 }, () => shown), none])).toMatch(
    /^20 of 20 comparisons show a difference\. About 1\.0 would show one even between two equal strategies/,
  )
  expect(chanceWords([shown])).toMatch(/^1 of 1 comparison shows a difference/)
  expect(chanceWords([none])).toBe('None of these comparisons has an interval.')
})

it('says why there is no interval and what to do, and nothing where there is one', () => {
  const shown = { difference, verdict: 'worse' } as const
  const none = { difference: null, verdict: 'inconclusive' } as const
  expect(noIntervalWords([shown], [5])).toBeNull()
  expect(noIntervalWords([shown, none], [5])).toMatch(/at least 10 seconds\. Here there are 5 seconds/)
  expect(noIntervalWords([none], [20, 5.2])).toMatch(
    /At a fault point there are 5 seconds: make trials longer/,
  )
  expect(noIntervalWords([none], [10, 10])).toMatch(/fewer than 5\. Longer trials/)
})
