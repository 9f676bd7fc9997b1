'use client'

/** The run that is under way: what runs now, what is left, and the picture so far. */
import { Button, Skeleton } from '@mantine/core'
import Link from 'next/link'
import { NO_INTERVAL, counted, percent, percentRange } from '@/components/format/figures'
import { useRun } from '@/components/data/queries'
import { heatAxes, variedDimensions } from '@/lib/core/summary/heat-axes'
import { HeatLegend } from '@/components/heat-map/heat-legend'
import { HeatMaps } from '@/components/heat-map/heat-map'
import { heatMetrics } from '@/components/heat-map/heat-scale'
import { LastSeen } from '@/components/run/last-seen'
import { ProgressLine } from '@/components/run/progress-card'
import { useServerSilence } from '@/components/shell/server-silence'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { DotWhisker, whiskerStart } from '@/components/ui/dot-whisker'
import { Panel } from '@/components/ui/panel'
import { StatusBadge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import type { Estimate } from '@/lib/core/summary/interval'
import type { RunListItem, RunProgress, RunReport } from '@/lib/core/summary/report'
import styles from './runs.module.css'
import heat from '@/components/heat-map/heat-map.module.css'

export function LivePanel({ item }: { item: RunListItem }) {
  const { data: report, error, dataUpdatedAt } = useRun(item.id)
  const silent = useServerSilence() || error !== null
  return (
    <Panel
      title={`Run ${item.number} · ${item.name}`}
      // The list of what runs is read by itself, and may not know yet that this one has ended.
      note={<StatusBadge status={report?.id === item.id ? report.status : item.status} />}
      side={
        <Button
          size="compact-sm"
          variant="default"
          component={Link}
          href={`/runs/${item.id}`}
          aria-label={`Open run ${item.number}, ${item.name}`}
        >
          Open run
        </Button>
      }
    >
      {report?.id === item.id ? (
        <LastSeen since={silent ? dataUpdatedAt : null}>
          <LiveContent report={report} readAt={dataUpdatedAt} />
        </LastSeen>
      ) : (
        <Skeleton h={220} />
      )}
    </Panel>
  )
}

function LiveContent({ report, readAt }: { report: RunReport; readAt: number }) {
  const looks = strategyLooks(report.spec.strategies)
  const from = whiskerStart(report.arms.map((figures) => figures.successRate))
  const across = variedDimensions(report.points)[0] ?? 'leaderSwitchesPerMinute'
  const axes = heatAxes(report.points, across, report.spec.matrix)
  return (
    <>
      <ProgressLine report={report} readAt={readAt} />
      <div className={styles.live}>
        <ul className={styles.rates} aria-label="Success rate so far">
          {looks.map((look, arm) => {
            const rate = report.arms[arm]?.successRate ?? null
            return (
              <li key={look.label}>
                <StrategyName look={look} />
                <DotWhisker look={look} estimate={rate} from={from} />
                <SoFar
                  rate={rate}
                  ended={report.arms[arm]?.operations ?? 0}
                  live={report.progress?.live[arm]}
                />
              </li>
            )
          })}
        </ul>
        <div className={heat.scroll}>
          <HeatMaps report={report} looks={looks} metric={heatMetrics.success} axes={axes} />
        </div>
      </div>
      <HeatLegend metric={heatMetrics.success} hasHoles={axes.hasHoles} />
    </>
  )
}

/** Of the trials that have ended; before the first of them, of the one under way, as the run's page shows it. */
function SoFar({
  rate,
  ended,
  live,
}: {
  rate: Estimate | null
  /** Operations of the trials that have ended. */
  ended: number
  live: RunProgress['live'][number] | undefined
}) {
  const [share, note] = rate
    ? [percent(rate.value, 2), percentRange(rate)]
    : ended > 0
      ? [NO_INTERVAL, '']
      : live && live.operations > 0
        ? [
            percent(live.ok / live.operations),
            `of ${counted(live.operations, 'operation')} · ${counted(live.attempts, 'attempt')}`,
          ]
        : ['–', '']
  return (
    <span className={styles.rate}>
      {share} <small>{note}</small>
    </span>
  )
}
