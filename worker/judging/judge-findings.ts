/** What rules find in a trial, arm by arm. */
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import type { Finding } from '@/lib/core/finding/finding'
import { findingsOf } from '@/lib/core/finding/registry'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import type { TrialSeries } from '@/lib/core/history/series'
import { abandonedWork } from '@/lib/core/profile/abandoned-work'
import type { TrialResult } from '@/lib/engine/trial'

/** @param byArm attempts of each arm in the order in which they began */
export function findIn(
  byArm: readonly AttemptRecord[][],
  series: readonly TrialSeries[],
  {
    trialDurationMs: windowMs,
    operationDeadlineMs,
    workload: { load },
  }: Pick<ExperimentSpec, 'trialDurationMs' | 'operationDeadlineMs' | 'workload'>,
  { ledger: all, loopDelays, profile }: Pick<TrialResult, 'ledger' | 'loopDelays' | 'profile'>,
): Finding[] {
  return byArm.flatMap((own, arm) => {
    // Where arms run one after the other, each has a window, and faults, of its own.
    const ledger = all.filter((entry) => entry.arm === null || entry.arm === arm)
    const breaker = series.find((one) => one.name === 'breaker' && one.arm === arm)?.points ?? null
    return findingsOf({
      ...{ arm, attempts: own, windowMs, operationDeadlineMs, load, ledger, breaker, loop: loopDelays },
      ...(profile && { abandoned: abandonedWork(profile, arm) }),
    })
  })
}
