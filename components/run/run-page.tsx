'use client'

/** A run, from its verdict down to its evidence. */
import { RunCharts } from '@/components/charts/run-charts'
import { BaselinePanel } from '@/components/compare/baseline-panel'
import { describeError } from '@/components/data/api'
import { useRun, isLive } from '@/components/data/queries'
import { HeatPanel } from '@/components/heat-map/heat-panel'
import { ProfilePanel } from '@/components/profile/profile-panel'
import { useServerSilence } from '@/components/shell/server-silence'
import { WorkerBanner } from '@/components/shell/worker-banner'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { Notice } from '@/components/ui/notice'
import type { RunReport } from '@/lib/core/summary/report'
import { AgainstPanel } from './against-panel'
import { RunDamage } from './damage-notice'
import { EndNotice } from './end-notice'
import { EnvironmentPanel } from './environment-panel'
import { FindingsPanel } from './findings-panel'
import { LastSeen } from './last-seen'
import { MetricWords } from './metric-words'
import { PointFigures } from './point-figures'
import { ProgressCard } from './progress-card'
import { PublishedPanel } from './published/published-panel'
import { QueuedCard } from './queued-card'
import { RunHeader } from './run-header'
import { SpecPanel } from './spec-panel'
import { StrategiesPanel } from './strategies-panel'
import { StuckNotice } from './stuck-notice'
import { TrialsPanel } from './trials-panel'
import styles from '@/components/ui/ui.module.css'

/** `initial` is the run as the server saw it when it answered: the page is full at the first paint. */
export function RunPage({ initial }: { initial: RunReport }) {
  const { data: report = initial, error, dataUpdatedAt } = useRun(initial.id, initial)
  const silent = useServerSilence() || error !== null
  const looks = strategyLooks(report.spec.strategies)
  return (
    <div className={styles.stack}>
      <RunHeader report={report} silent={silent} />
      {error ? (
        <Notice tone="bad" title={describeError(error).title}>
          {describeError(error).detail}
        </Notice>
      ) : null}
      {report.status === 'queued' ? <WorkerBanner /> : null}
      {isLive(report.status) ? (
        <LastSeen since={silent ? dataUpdatedAt : null}>
          {report.status === 'queued' ? (
            <QueuedCard report={report} looks={looks} readAt={dataUpdatedAt} />
          ) : (
            <ProgressCard report={report} looks={looks} readAt={dataUpdatedAt} busyWith={null} />
          )}
        </LastSeen>
      ) : (
        <EndNotice report={report} />
      )}
      <RunDamage report={report} />
      <StuckNotice faults={report.stuckFaults} labels={looks.map(({ label }) => label)} />
      <StrategiesPanel report={report} looks={looks} />
      <PublishedPanel report={report} looks={looks} />
      <BaselinePanel report={report} />
      <HeatPanel report={report} looks={looks} />
      <AgainstPanel report={report} looks={looks} />
      <PointFigures report={report} looks={looks} />
      <FindingsPanel report={report} looks={looks} />
      <RunCharts report={report} looks={looks} />
      <ProfilePanel report={report} />
      <TrialsPanel report={report} />
      <MetricWords />
      <SpecPanel report={report} />
      <EnvironmentPanel report={report} />
    </div>
  )
}
