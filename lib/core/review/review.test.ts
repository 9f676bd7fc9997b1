import { describe, expect, it } from 'vitest'
import {
  approvers,
  decisionInputSchema,
  isAwaited,
  reviewState,
  type ReviewerState,
  type Standing,
} from './review'

const asked: Standing = { deciding: 'may', askedAt: '2026-11-27T06:00:00.000Z', decision: null }
const decided = (
  verdict: 'approve' | 'request-changes',
  current: boolean,
  askedAt = asked.askedAt,
): Standing => ({
  deciding: 'may',
  askedAt,
  decision: { verdict, current },
})

describe('the state of a review', () => {
  it.each<[string, Standing[], number, ReturnType<typeof reviewState>]>([
    ['nobody and nothing', [], 0, 'none'],
    ['a thread that is open', [], 1, 'open'],
    ['somebody who was asked', [asked], 0, 'open'],
    ['one of two has approved', [asked, decided('approve', true)], 0, 'open'],
    ['all have approved', [decided('approve', true), decided('approve', true)], 0, 'approved'],
    ['approved while a thread is open', [decided('approve', true)], 1, 'approved'],
    ['approved without having been asked', [decided('approve', true, null)], 0, 'approved'],
    [
      'one requests changes',
      [decided('approve', true), decided('request-changes', true)],
      0,
      'changes-requested',
    ],
    [
      'changes requested while another is awaited',
      [asked, decided('request-changes', true)],
      0,
      'changes-requested',
    ],
    ['approved on an earlier content', [decided('approve', false)], 0, 'open'],
    ['changes requested of an earlier content', [decided('request-changes', false)], 0, 'open'],
    [
      'an earlier content was decided on unasked, the present one is approved',
      [decided('request-changes', false, null), decided('approve', true)],
      0,
      'approved',
    ],
    [
      'changes requested by somebody who has left, approved by another',
      [{ ...decided('request-changes', true), deciding: 'gone' }, decided('approve', true)],
      0,
      'approved',
    ],
    [
      'changes requested by somebody who is a viewer now',
      [{ ...decided('request-changes', true), deciding: 'viewer' }],
      0,
      'open',
    ],
    [
      'asked, and a viewer now, where another has approved',
      [{ ...asked, deciding: 'viewer' }, decided('approve', true)],
      0,
      'approved',
    ],
    ['approved by somebody who has left', [{ ...decided('approve', true), deciding: 'gone' }], 0, 'open'],
    ['nobody asked, decided on an earlier content', [decided('approve', false, null)], 0, 'open'],
  ])('%s', (_, reviewers, openThreads, state) => {
    expect(reviewState(reviewers, openThreads)).toBe(state)
  })

  it('awaits whoever was asked, until they decide on the present content', () => {
    expect(isAwaited(asked)).toBe(true)
    expect(isAwaited(decided('approve', false))).toBe(true)
    expect(isAwaited(decided('approve', true))).toBe(false)
    expect(isAwaited(decided('approve', false, null))).toBe(false)
  })
})

it('a run is accepted on the approval of those whose decision counts, and of nobody else', () => {
  const named = (name: string, standing: Standing) => ({ ...standing, name }) as ReviewerState
  const all = [
    named('Ada', decided('approve', true)),
    named('Ben', decided('approve', false)),
    named('Cem', { ...decided('approve', true), deciding: 'gone' }),
    named('Dan', decided('request-changes', true)),
    named('Eva', asked),
  ]
  expect(approvers(all).map(({ name }) => name)).toEqual(['Ada'])
})

it('a request for changes says what has to change, an approval need not', () => {
  const fits = (verdict: string, note?: string) =>
    decisionInputSchema.safeParse({ verdict, note, contentHash: 'f'.repeat(64) }).success
  expect([fits('approve'), fits('approve', 'Fine.'), fits('request-changes', 'Longer.')]).toEqual([
    ...[true, true, true],
  ])
  for (const note of [undefined, ' ', '\u200b', 'Long\0er.'])
    expect(fits('request-changes', note), JSON.stringify(note)).toBe(false)
})
