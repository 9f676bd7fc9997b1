/** What this run is, how it stands, and what can be done with it. */
import { Anchor, Breadcrumbs } from '@mantine/core'
import Link from 'next/link'
import { between, duration } from '@/components/format/duration'
import { counted } from '@/components/format/figures'
import { LocalTime } from '@/components/format/local-time'
import { isLive } from '@/components/data/queries'
import { Badge, QualityBadge, StatusBadge, VerdictBadge } from '@/components/ui/state-badge'
import type { RunReport } from '@/lib/core/summary/report'
import { lossWords, valuesOf } from '@/lib/core/experiment/matrix-words'
import { targetWords } from '@/lib/core/experiment/target-words'
import { operationsSoFar } from './progress-words'
import { ReceiptsBadge } from './receipt-badge'
import { RunActions } from './run-actions'
import { TagsLine } from './tags-line'
import styles from './run.module.css'

export function RunHeader({
  report,
  silent,
}: {
  report: RunReport
  /** The server does not answer: nothing can be asked of it. */
  silent: boolean
}) {
  return (
    <header>
      <div className={styles.top}>
        <nav aria-label="Way here">
          <Breadcrumbs fz={13}>
            <Anchor component={Link} href="/runs" fz={13} underline="hover">
              Runs
            </Anchor>
            <span aria-current="page">Run {report.number}</span>
          </Breadcrumbs>
        </nav>
        <RunActions report={report} silent={silent} />
      </div>
      <div className={styles.title}>
        <h1>
          Run {report.number} · {report.name}
        </h1>
        <span className={styles.lastSeen} data-stale={(silent && isLive(report.status)) || undefined}>
          <StatusBadge status={report.status} />
        </span>
        <VerdictBadge verdict={report.verdict} />
        <QualityBadge quality={report.quality} />
        <ReceiptsBadge trials={report.trials} />
        {report.baseline?.id === report.id ? (
          <Badge tone="accent" sign="⚑">
            baseline
          </Badge>
        ) : null}
      </div>
      <p className={styles.facts}>
        <Facts report={report} />
      </p>
      <TagsLine report={report} />
    </header>
  )
}

function Facts({ report }: { report: RunReport }) {
  const { spec, points } = report
  const took = between(report.startedAt, report.finishedAt)
  const facts = [
    ...(spec.target.kind === 'etcd' ? [] : [targetWords(spec.target)]),
    `${counted(points.length, 'fault point')} × ${counted(spec.repetitions, 'repetition')}`,
    `${counted(spec.strategies.length, 'strategy', 'strategies')} ${spec.arms === 'concurrent' ? 'side by side' : 'one after the other'}`,
    `${duration(spec.trialDurationMs)} each`,
    ...(valuesOf(points, 'lossPercent').some((share) => share > 0) ? [lossWords(spec.matrix)] : []),
    ...(spec.scenario.length === 0 ? [] : [`scenario of ${counted(spec.scenario.length, 'step')}`]),
    counted(operationsSoFar(report), 'operation'),
    `seed ${report.seed}`,
    // A run that was cancelled and taken up again was not at work all the time between.
    ...(took === null ? [] : [`${duration(took)} from start to end`]),
  ]
  return (
    <>
      {facts.join(' · ')}
      {report.finishedAt ? (
        <>
          {' '}
          · finished <LocalTime iso={report.finishedAt} />
        </>
      ) : (
        <>
          {' '}
          · {report.startedAt ? 'started' : 'queued'}{' '}
          <LocalTime iso={report.startedAt ?? report.createdAt} relative />
        </>
      )}
    </>
  )
}
