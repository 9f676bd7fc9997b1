import { expect, test } from 'vitest'
import type { StuckFault } from '@/lib/core/summary/report'
import { runRefreshMs } from './queries'

const END = '2026-01-02T03:04:05.000Z'
const endMs = Date.parse(END)
const stuck = [{} as StuckFault]

test.each([
  ['a run that is under way', 'running', null, [], 0, 1_000],
  ['one whose lab is being given back', 'failed', END, [], 3_000, 5_000],
  ['one that ended long ago', 'failed', END, [], 3_600_000, false],
  ['one that has left faults, until they are gone', 'failed', END, stuck, 3_600_000, 5_000],
] as const)(
  '%s is asked for as often as it can change',
  (_, status, finishedAt, stuckFaults, afterMs, every) => {
    expect(runRefreshMs({ status, finishedAt, stuckFaults: [...stuckFaults] }, endMs + afterMs)).toBe(every)
  },
)
