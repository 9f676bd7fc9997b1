'use client'

/** A trial over time: what was done to it, goodput, retries, errors and latency, its operations, and what went on meanwhile, on one axis. */
import { Skeleton } from '@mantine/core'
import { useMemo } from 'react'
import { describeError } from '@/components/data/api'
import { useTimeline, useTrialSeries } from '@/components/data/queries'
import { TrialSeries } from '@/components/run/trial-series'
import { WindowComments } from '@/components/review/window-comments'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { TrialSeries as Series } from '@/lib/core/history/series'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { timelineEndMs } from '@/lib/core/summary/timeline-end'
import { TimeAxis } from './axis/time-axis'
import type { Span } from './axis/zoom'
import { HappenedProvider } from './behind/behind'
import { faultBands, faultLanes } from './behind/fault-lanes'
import { LeaderTable } from './leader-table'
import { OperationsPanel } from './operations/operations-panel'
import { TimelineCharts } from './timeline-charts'
import { TimelineTable } from './timeline-table'
import { behindWords, bucketWords } from '@/lib/core/words/timeline-words'
import { overviewSteps } from './timeline-data'
import styles from './timeline.module.css'
import ui from '@/components/ui/ui.module.css'

const NO_ARMS: readonly TimeBucket[][] = []
const NO_SERIES: readonly Series[] = []

interface Input {
  trial: TrialReport
  report: RunReport
}

export function TrialTimeline({ trial, report }: Input) {
  const course = useTimeline(report.id, trial.index + 1)
  const meanwhile = useTrialSeries(report.id, trial.index)
  const { leaderEvents } = trial
  // The axis reaches as far as both tell.
  const isThere = (course.data ?? course.error) && (meanwhile.data ?? meanwhile.error)
  return (
    <>
      {isThere ? (
        <OnOneAxis
          {...{ trial, report }}
          arms={course.data?.arms ?? NO_ARMS}
          series={meanwhile.data?.series ?? NO_SERIES}
          courseError={course.error}
          seriesError={meanwhile.error}
        />
      ) : (
        <Skeleton height={1_400} />
      )}
      {leaderEvents && leaderEvents.length > 0 ? (
        <section aria-label="Leader changes of the trial">
          <h3>Leader changes</h3>
          <LeaderTable events={leaderEvents} looks={strategyLooks(report.spec.strategies)} />
          <p className={ui.secondary}>
            No progress: the longest time without a successful attempt that touches the change. Recovered:
            operations succeed for half a second at 80 % of the rate of calm times, which are those more than
            2 s after any change.
          </p>
        </section>
      ) : null}
    </>
  )
}

function OnOneAxis({
  trial,
  report,
  arms,
  series,
  courseError,
  seriesError,
}: Input & {
  arms: readonly TimeBucket[][]
  series: readonly Series[]
  courseError: Error | null
  seriesError: Error | null
}) {
  const { index, windowMs, ledger, leaderEvents } = trial
  const { strategies } = report.spec
  const looks = useMemo(() => strategyLooks(strategies), [strategies])
  const endMs = timelineEndMs(windowMs, arms, series)
  const whole = useMemo((): Span => [0, endMs], [endMs])
  const lanes = useMemo(
    () =>
      faultLanes(
        ledger,
        looks.map(({ label }) => label),
      ),
    [ledger, looks],
  )
  const happened = useMemo(
    () => ({ bands: faultBands(lanes, endMs), changes: leaderEvents ?? [] }),
    [lanes, endMs, leaderEvents],
  )
  const steps = useMemo(() => overviewSteps(arms), [arms])
  return (
    <HappenedProvider value={happened}>
      <TimeAxis key={endMs} whole={whole} windowMs={windowMs} overview={{ steps, ...happened }}>
        <WindowComments report={report} trial={index + 1} />
        <section data-chart aria-label={`Timeline of trial ${index + 1}`}>
          {courseError ? (
            <ErrorNotice error={courseError} />
          ) : arms.every((buckets) => buckets.length === 0) ? (
            <p className={ui.secondary}>This trial was stored before its course was kept.</p>
          ) : (
            <>
              <TimelineCharts title={`Timeline of trial ${index + 1}`} {...{ arms, looks, lanes }} />
              <p className={ui.secondary}>
                Buckets of {bucketWords(arms)}. {behindWords(trial)} Grey at the right: after the window,
                until the last operation has ended.
              </p>
              <details className={styles.table}>
                <summary data-numbers>Table of these charts</summary>
                <TimelineTable arms={arms} looks={looks} />
              </details>
            </>
          )}
        </section>
        <OperationsPanel runId={report.id} trial={index} looks={looks} />
        <section aria-label={`Over time in trial ${index + 1}`}>
          <h3>Meanwhile</h3>
          {seriesError ? (
            <p className={ui.secondary}>{describeError(seriesError).title}</p>
          ) : (
            <TrialSeries report={report} trialIndex={index} series={series} endMs={endMs} />
          )}
        </section>
      </TimeAxis>
    </HappenedProvider>
  )
}
