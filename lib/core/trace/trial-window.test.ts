import { expect, it } from 'vitest'
import { windowsWith } from './trial-window'

const startedAt = '2026-01-02T03:04:05.678Z'
const change = { seenMs: 4_100, from: 0, to: 1, leaderlessMs: 100 }
const impact = (arm: number) => ({ arm, stalledMs: 0, retries: 0, retriesInCalm: 0, recoveryMs: null })
const event = (...arms: number[]) => ({ ...change, startMs: 4_000, impacts: arms.map(impact) })

it('a window of all arms has all changes, and one of a single arm its own', () => {
  const changesOf = (arm: number | null, events: Parameters<typeof windowsWith>[0]) =>
    windowsWith(events, [{ arm, startedAt }])[0]?.leaderChanges
  expect(changesOf(null, [event(0, 1)])).toEqual([change])
  expect(changesOf(1, [event(0), { ...event(1), to: 2 }])).toEqual([{ ...change, to: 2 }])
  expect(changesOf(1, [event(0)])).toEqual([])
  expect(changesOf(1, null)).toBeNull()
})

it('what earlier versions stored with the window stands', () => {
  const windows = [{ arm: null, startedAt, leaderChanges: [change] }]
  expect(windowsWith(null, windows)).toEqual(windows)
})
