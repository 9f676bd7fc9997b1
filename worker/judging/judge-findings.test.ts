import { expect, it } from 'vitest'
import { attemptRecord } from '@/lib/core/history/attempt-fixture'
import { findIn } from './judge-findings'

it('tells the rules how long callers wait: a strategy that could not begin its retry was cut short', () => {
  const load = { mode: 'open', ratePerSecond: 50, arrivals: 'constant', maxInFlight: 512 } as const
  const failed = Array.from({ length: 10 }, (_, operation) =>
    attemptRecord({ operation, outcome: 'fail', errorClass: 'no-leader', stop: 'deadline', endMs: 300 }),
  )
  const foundWith = (operationDeadlineMs: number) =>
    findIn(
      [failed],
      [],
      { trialDurationMs: 1_000, operationDeadlineMs, workload: { load } } as Parameters<typeof findIn>[2],
      { ledger: [], loopDelays: null, profile: null } as unknown as Parameters<typeof findIn>[3],
    ).map(({ rule }) => rule)
  expect(foundWith(500)).toContain('deadline-cut')
  expect(foundWith(300)).not.toContain('deadline-cut')
})
