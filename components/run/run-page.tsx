'use client'

/** A run, from its verdict down to its evidence. */
import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import { useRun, isLive } from '@/components/data/queries'
import { useServerSilence } from '@/components/shell/server-silence'
import { WorkerBanner } from '@/components/shell/worker-banner'
import { ChartSourceOf } from '@/components/save/chart-source'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { RunReport } from '@/lib/core/summary/report'
import { RunDamage } from './damage-notice'
import { EndNotice } from './end-notice'
import { LastSeen } from './last-seen'
import { RunHeader } from './run-header'
import { StuckNotice } from './stuck-notice'
import { AddressNotice } from './tabs/address-notice'
import { RunTabs } from './tabs/run-tabs'
import styles from '@/components/ui/ui.module.css'

// Most pages show a run that has ended.
const ProgressCard = dynamic(async () => (await import('./progress-card')).ProgressCard)
const QueuedCard = dynamic(async () => (await import('./queued-card')).QueuedCard)

/** `initial` is the run as the server saw it when it answered: the page is full at the first paint. */
export function RunPage({ initial }: { initial: RunReport }) {
  const { data: report = initial, error, dataUpdatedAt } = useRun(initial.id, initial)
  const silent = useServerSilence() || error !== null
  const looks = useMemo(() => strategyLooks(report.spec.strategies), [report.spec.strategies])
  return (
    <div className={styles.stack}>
      <RunHeader report={report} silent={silent} />
      <ErrorNotice error={error} />
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
      <AddressNotice report={report} />
      <ChartSourceOf report={report}>
        <RunTabs report={report} looks={looks} />
      </ChartSourceOf>
    </div>
  )
}
