/** From what the engine brought back to what is stored: summaries, receipt, findings and the quality of the measurement. */
import { outOfReach } from '@/lib/core/experiment/out-of-reach'
import type { PlannedTrial } from '@/lib/core/experiment/plan'
import { scheduleOf } from '@/lib/core/experiment/schedule'
import { tallyAttempts } from '@/lib/core/fault/receipt-losses'
import { receiptOf, receiptProblems } from '@/lib/core/fault/receipt-of'
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { withoutRepetitions } from '@/lib/core/history/series'
import { attemptSeries } from '@/lib/core/summary/attempt-series'
import { Histogram, type HistogramData } from '@/lib/core/summary/histogram'
import { peaksOf } from '@/lib/core/summary/peaks'
import { judgeQuality } from '@/lib/core/summary/quality'
import { summariseTrial } from '@/lib/core/summary/summarise'
import { timeBuckets } from '@/lib/core/summary/time-buckets'
import { requestsOf } from '@/lib/core/workload/requests'
import type { ClaimedRun } from '@/lib/db/claim-run'
import { encodeProfile } from '@/lib/db/profile-codec'
import type { FinishedTrial } from '@/lib/db/record-trial'
import type { TrialResult } from '@/lib/engine/trial'
import { checksOf } from './judge-checks'
import { findIn } from './judge-findings'
import { leaderEventsOf, windowsOf } from './trial-course'

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
  const findings = findIn(byArm, series, spec, result)
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
    leaderEvents: leaderEventsOf(result, byArm, windowMs),
  }
  const buckets = byArm.map((own) => timeBuckets(own, windowMs))
  const profile = result.profile && { profile: encodeProfile(result.profile) }
  const kept = series.map((one) => ({ ...one, points: withoutRepetitions(one.points) }))
  return { report, arms, buckets, series: kept, windows: windowsOf(result), ...profile }
}

/** In the order in which they began. */
function attemptsByArm(attempts: Iterable<AttemptRecord>, arms: number): AttemptRecord[][] {
  const byArm: AttemptRecord[][] = Array.from({ length: arms }, () => [])
  for (const attempt of attempts) byArm[attempt.arm]?.push(attempt)
  for (const own of byArm) own.sort((a, b) => a.startMs - b.startMs)
  return byArm
}

function p99(parts: readonly HistogramData[]): number | null {
  const all = new Histogram()
  for (const part of parts) all.merge(Histogram.fromJSON(part))
  return all.quantile(0.99)
}
