import { expect, it } from 'vitest'
import { experimentSpecSchema, type ExperimentSpecInput } from '@/lib/core/experiment/spec'
import { timeOutWarning } from './time-out-warning'

const warningOf = (part: Partial<ExperimentSpecInput>) =>
  timeOutWarning(experimentSpecSchema.parse({ name: 'A', strategies: [{ use: 'no-retry' }], ...part }))

it('warns of an attempt time-out beyond etcd’s own, and of one that leaves no time for a retry', () => {
  expect(warningOf({})).toBeNull()
  expect(warningOf({ attemptTimeoutMs: 6_999, operationDeadlineMs: 60_000 })).toBeNull()
  expect(warningOf({ attemptTimeoutMs: 9_000, operationDeadlineMs: 60_000 })).toMatch(/etcd itself gives/)
  expect(
    warningOf({ attemptTimeoutMs: 9_000, operationDeadlineMs: 60_000, target: { kind: 'http' } }),
  ).toBeNull()
  expect(warningOf({ attemptTimeoutMs: 2_500 })).toBeNull()
  expect(warningOf({ attemptTimeoutMs: 2_501 })).toMatch(/hardly time for a retry/)
})
