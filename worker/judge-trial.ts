/** From what the engine brought back to what is stored: summaries, receipt, findings and the quality of the measurement. */
import type { CheckedHistory, CheckResult } from '@/lib/core/checker/checker'
import { checkHistory } from '@/lib/core/checker/registry'
import { outOfReach } from '@/lib/core/experiment/out-of-reach'
import type { PlannedTrial } from '@/lib/core/experiment/plan'
import { scheduleOf } from '@/lib/core/experiment/schedule'
import { tallyAttempts } from '@/lib/core/fault/receipt-losses'
import { receiptOf, receiptProblems } from '@/lib/core/fault/receipt-of'
import type { Finding } from '@/lib/core/finding/finding'
import { findingsOf } from '@/lib/core/finding/registry'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import type { TrialSeries } from '@/lib/core/history/series'
import { abandonedWork } from '@/lib/core/profile/abandoned-work'
import type { TrialProfile } from '@/lib/core/profile/profile'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { attemptSeries } from '@/lib/core/summary/attempt-series'
import { Histogram, type HistogramData } from '@/lib/core/summary/histogram'
import { peaksOf } from '@/lib/core/summary/peaks'
import { judgeQuality } from '@/lib/core/summary/quality'
import { leaderEvents, type LeaderEvent } from '@/lib/core/summary/leader-impact'
import { summariseTrial } from '@/lib/core/summary/summarise'
import { timeBuckets } from '@/lib/core/summary/time-buckets'
import type { TrialWindow } from '@/lib/core/trace/trial-window'
import { requestsOf } from '@/lib/core/workload/requests'
import type { ClaimedRun } from '@/lib/db/claim-run'
import { encodeProfile } from '@/lib/db/profile-codec'
import type { FinishedTrial } from '@/lib/db/record-trial'
import type { WriteHistory } from '@/lib/engine/ports'
import type { TrialResult } from '@/lib/engine/trial'

/** What the next trial has to know about the one before it, to say how long it took to get to work. */
export interface TrialTimes {
  operationsEndMs: number
  quiesceMs: number
}

/**
 * Judges a trial. Pure.
 * @param recording all its attempts, in the order they ended; read more than once
 * @param before null for the first trial on this engine: clocks of two threads cannot be compared
 */
export function judgeTrial(
  { spec, seed }: Pick<ClaimedRun, 'spec' | 'seed'>,
  { index, pointIndex, point, repetition }: PlannedTrial,
  result: TrialResult,
  recording: { attempts(): Iterable<AttemptRecord> },
  before: TrialTimes | null,
): FinishedTrial {
  const { longestStallMs, quiesceMs, startedAt, ledger } = result
  const summaries = summariseTrial(recording.attempts(), result.shed)
  const steps = scheduleOf(spec, point)
  const unlosable = outOfReach(spec).flatMap(({ arm, fault }) => (fault === 'loss' ? [arm] : []))
  const tally = tallyAttempts(recording.attempts(), steps, unlosable)
  const receipt = receiptOf(steps, result.evidence, tally)
  const windowMs = spec.trialDurationMs
  const byArm = attemptsByArm(recording.attempts(), summaries.length)
  const series = [...result.series, ...byArm.flatMap((own, arm) => attemptSeries(arm, own, windowMs))]
  const asking = { workload: spec.workload.kind, asked: requestsOf(spec.workload, seed, index) }
  const arms = summaries.map((summary, arm) => ({
    ...summary,
    peaks: peaksOf(series, arm),
    checks: checksOf(
      { ...asking, attempts: byArm[arm] ?? [] },
      result.histories[arm],
      spec.strategies[arm]?.use,
    ),
  }))
  const findings = findIn(byArm, series, { windowMs, ledger }, result.profile)
  const { quality, reasons } = judgeQuality({
    startLatenessP99Ms: p99(arms.map((arm) => arm.startLatenessMs)),
    timerErrorP99Ms: p99(arms.map((arm) => arm.timerErrorMs)),
    longestStallMs,
    shed: result.shed.reduce((sum, count) => sum + count, 0),
    faultProblems: [...result.faultProblems, ...receiptProblems(receipt)],
  })
  const gapMs = before && result.windowBeginMs - before.operationsEndMs - before.quiesceMs
  const report = {
    ...{ index, pointIndex, repetition, quality, qualityReasons: reasons },
    ...{ startedAt, windowMs, gapMs, quiesceMs, ledger, receipt, findings, longestStallMs },
    leaderEvents: eventsOf(result, byArm, windowMs),
  }
  const buckets = byArm.map((own) => timeBuckets(own, windowMs))
  const profile = result.profile && { profile: encodeProfile(result.profile) }
  return { report, arms, buckets, series, windows: windowsOf(result), ...profile }
}

/** Null where nobody looked. Where arms run one after the other, each has a window, and leaders, of its own. */
function eventsOf(
  { evidence }: TrialResult,
  byArm: readonly AttemptRecord[][],
  windowMs: number,
): LeaderEvent[] | null {
  const looked = evidence.flatMap(({ arm, leaderChanges }) => (leaderChanges ? [{ arm, leaderChanges }] : []))
  if (looked.length === 0) return null
  return looked.flatMap(({ arm, leaderChanges }) =>
    leaderEvents(leaderChanges, byArm, arm === null ? [...byArm.keys()] : [arm], windowMs),
  )
}

function windowsOf({ evidence, windowsStartedAt, startedAt }: TrialResult): TrialWindow[] {
  return evidence.map(({ arm, leaderChanges }, index) => ({
    ...{ arm, leaderChanges },
    startedAt: windowsStartedAt[index] ?? startedAt,
  }))
}

/** In the order in which they began. */
function attemptsByArm(attempts: Iterable<AttemptRecord>, arms: number): AttemptRecord[][] {
  const byArm: AttemptRecord[][] = Array.from({ length: arms }, () => [])
  for (const attempt of attempts) byArm[attempt.arm]?.push(attempt)
  for (const own of byArm) own.sort((a, b) => a.startMs - b.startMs)
  return byArm
}

/** What checkers have to say; where the target does not tell its history, why. */
function checksOf(
  known: Pick<CheckedHistory, 'workload' | 'asked' | 'attempts'>,
  history: WriteHistory | undefined,
  use = '',
): CheckResult[] {
  const { writes: applied, finalKeys } =
    history && 'writes' in history ? history : { writes: null, finalKeys: null }
  const marksAttempts = builtInCatalogue.find(use)?.client === undefined
  const checks = checkHistory({ ...known, applied, finalKeys, marksAttempts })
  if (!history || !('problem' in history)) return checks
  return checks.map((check) => ({ ...check, examples: [history.problem] }))
}

function findIn(
  byArm: readonly AttemptRecord[][],
  series: readonly TrialSeries[],
  window: Pick<Parameters<typeof findingsOf>[0], 'windowMs' | 'ledger'>,
  profile: TrialProfile | undefined,
): Finding[] {
  return byArm.flatMap((own, arm) => {
    // Where arms run one after the other, each has a window, and faults, of its own.
    const ledger = window.ledger.filter((entry) => entry.arm === null || entry.arm === arm)
    const breaker = series.find((one) => one.name === 'breaker' && one.arm === arm)?.points ?? null
    return findingsOf({
      ...{ arm, attempts: own, windowMs: window.windowMs, ledger, breaker },
      ...(profile && { abandoned: abandonedWork(profile, arm) }),
    })
  })
}

function p99(parts: readonly HistogramData[]): number | null {
  const all = new Histogram()
  for (const part of parts) all.merge(Histogram.fromJSON(part))
  return all.quantile(0.99)
}
