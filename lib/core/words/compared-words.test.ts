import { expect, it } from 'vitest'
import { comparedWords, differenceWords, signedText } from './compared-words'

const difference = { value: 0.0598, low: 0.041, high: 0.0786 }

it('writes differences of success rates in points of a hundred, and others in their own unit', () => {
  expect(signedText('successRate', difference)).toBe('+5.98 points [+4.10 to +7.86]')
  expect(signedText('p99LatencyMs', { value: -1234, low: -1500, high: 12 })).toBe('−1,234 ms [−1,500 to +12]')
})

it('writes estimates as the page does, and says where there is no interval', () => {
  expect(comparedWords('goodputPerSecond', { value: 99.42, low: 98.1, high: 101 })).toBe('99.4/s (98.1–101)')
  expect(comparedWords('successRate', null)).toBe('no interval')
})

it('says why there is no difference', () => {
  const none = { difference: null, verdict: 'inconclusive' } as const
  expect(differenceWords('successRate', { difference, verdict: 'better' })).toBe(
    '+5.98 points [+4.10 to +7.86]',
  )
  expect(differenceWords('successRate', none)).toBe('no interval')
  expect(differenceWords('successRate', { ...none, before: difference, now: null })).toBe('no interval')
  expect(differenceWords('successRate', { ...none, before: difference, now: difference })).toBe(
    'not compared',
  )
})
