'use client'

/** A trial over time: goodput, retries, errors and latency of each strategy around the changes of leader. */
import { Skeleton } from '@mantine/core'
import { useTimeline } from '@/components/data/queries'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import { LeaderTable } from './leader-table'
import { TimelineCharts } from './timeline-charts'
import { TimelineTable } from './timeline-table'
import { widthOf } from './timeline-data'
import styles from './timeline.module.css'
import ui from '@/components/ui/ui.module.css'

export function TrialTimeline({ trial, report }: { trial: TrialReport; report: RunReport }) {
  const { data, error } = useTimeline(report.id, trial.index + 1)
  const looks = strategyLooks(report.spec.strategies)
  const { leaderEvents, windowMs } = trial
  return (
    <section data-chart aria-label={`Timeline of trial ${trial.index + 1}`}>
      <h3>Timeline</h3>
      {error ? (
        <ErrorNotice error={error} />
      ) : !data ? (
        <Skeleton height={480} />
      ) : data.arms.every((buckets) => buckets.length === 0) ? (
        <p className={ui.secondary}>This trial was stored before its course was kept.</p>
      ) : (
        <>
          <TimelineCharts
            title={`Timeline of trial ${trial.index + 1}`}
            arms={data.arms}
            looks={looks}
            events={leaderEvents ?? []}
            windowMs={windowMs}
          />
          <p className={ui.secondary}>
            Buckets of {bucketWords(data.arms)}. Dashed: a majority of the members names another leader; red:
            since the old one was asked to go, or none was named. {windowWords(leaderEvents)}
          </p>
          <details className={styles.table}>
            <summary data-numbers>Table of these charts</summary>
            <TimelineTable arms={data.arms} looks={looks} />
          </details>
        </>
      )}
      {leaderEvents && leaderEvents.length > 0 ? (
        <>
          <h3>Leader changes</h3>
          <LeaderTable events={leaderEvents} looks={looks} />
          <p className={ui.secondary}>
            No progress: the longest time without a successful attempt that touches the change. Recovered:
            operations succeed for half a second at 80 % of the rate of calm times, which are those more than
            2 s after any change.
          </p>
        </>
      ) : null}
    </section>
  )
}

/** "200 ms"; of arms that ran one after the other, each in its window, "200 and 500 ms". */
function bucketWords(arms: readonly (readonly TimeBucket[])[]): string {
  return `${[...new Set(arms.map(widthOf).filter((widthMs) => widthMs > 0))].join(' and ')} ms`
}

function windowWords(events: TrialReport['leaderEvents']): string {
  if (events === null) return 'Nobody watched the leader.'
  return events.length === 0 ? 'The leader never changed.' : ''
}
