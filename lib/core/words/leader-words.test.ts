import { expect, it } from 'vitest'
import type { LeaderImpact } from '@/lib/core/summary/leader-impact'
import { changeWords, recoveryWords } from './leader-words'

it('a strategy that did not recover is not one of which nobody can tell', () => {
  const words = (recoveryMs: number | null, unrecovered?: LeaderImpact['unrecovered']) =>
    recoveryWords({ arm: 0, stalledMs: 0, retries: 0, retriesInCalm: 0, recoveryMs, unrecovered })
  expect(words(704.6)).toBe('705 ms')
  expect(words(null, 'too-little')).toBe('too little to tell')
  expect(words(null, 'next-change')).toBe('not before the next change')
  expect(words(null, 'window-end')).toBe('not before the end')
  expect(words(null)).toBe('not known')
})

it('a change is told with its begin where that is before it was seen', () => {
  const change = { from: 0, to: 2, startMs: 4_100, seenMs: 4_212, leaderlessMs: 102, impacts: [] }
  expect(changeWords(change)).toBe('m1 → m3, begun at 4.10 s, seen at 4.21 s, no leader known for 102 ms')
  expect(changeWords({ ...change, from: null, startMs: 4_212, leaderlessMs: 0 })).toBe(
    '? → m3, seen at 4.21 s',
  )
})
