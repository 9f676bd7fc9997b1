import { expect, test } from 'vitest'
import type { ReviewerState } from '@/lib/core/review/review'
import { reviewerWords, whyNoLonger } from './reviewer-words'

const asked: ReviewerState = {
  ...{
    accountId: 'bob',
    name: 'Bob',
    you: false,
    deciding: 'may',
    askedAt: '2026-11-27T06:00:00.000Z',
    askedBy: 'Ada',
  },
  decision: null,
}
const decided = (verdict: 'approve' | 'request-changes', current: boolean): ReviewerState => ({
  ...asked,
  decision: { verdict, current, note: null, at: '2026-11-27T07:00:00.000Z', contentHash: 'f'.repeat(64) },
})

test('what a reviewer has done, and when', () => {
  expect(reviewerWords(asked)).toMatchObject({ words: 'asked by Ada', at: asked.askedAt })
  expect(reviewerWords(decided('approve', true))).toMatchObject({ words: 'approved', tone: 'good' })
  expect(reviewerWords(decided('request-changes', true))).toMatchObject({
    ...{ words: 'requested changes', tone: 'bad', at: '2026-11-27T07:00:00.000Z' },
  })
})

test('a decision on an earlier content looks like none that counts', () => {
  for (const verdict of ['approve', 'request-changes'] as const) {
    const { words, sign, tone } = reviewerWords(decided(verdict, false))
    expect(words).toMatch(/earlier content$/)
    expect([sign, tone]).toEqual(['–', 'calm'])
  }
})

test('a decision of somebody who may not decide any more says why it no longer counts', () => {
  const changes = decided('request-changes', true)
  expect(reviewerWords({ ...changes, deciding: 'gone' })).toMatchObject({
    ...{ words: 'requested changes, which no longer counts: has left', sign: '–', tone: 'calm' },
  })
  expect(reviewerWords({ ...changes, deciding: 'viewer' }).words).toMatch(
    /no longer counts: is a viewer now$/,
  )
  expect(whyNoLonger({ ...changes, deciding: 'gone', accountId: null })).toMatch(/before there were accounts/)
  expect(whyNoLonger(changes)).toBeNull()
})
