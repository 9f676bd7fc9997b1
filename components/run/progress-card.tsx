'use client'

/** A run under way: what runs now, what is left, and the counts of the trial as they grow. */
import { Progress } from '@mantine/core'
import { duration, timeLeft } from '@/components/format/duration'
import { count, counted, percent } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { StrategyName } from '@/components/ui/strategy-name'
import { wilson } from '@/lib/core/summary/interval'
import type { RunReport } from '@/lib/core/summary/report'
import { phaseWords, shareDone, trialWords } from './progress-words'
import styles from './run.module.css'

export function ProgressCard({
  report,
  looks,
  readAt,
  busyWith,
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  /** When the report was read; elapsed time counts to it. */
  readAt: number
  /** Number of the run before this one; null when the worker is free. */
  busyWith: number | null
}) {
  return (
    <Panel title="Progress" note={`${report.trials.length} of ${counted(report.totalTrials, 'trial')} done`}>
      <ProgressLine report={report} readAt={readAt} busyWith={busyWith} />
      {/* Always there: between two trials the page below would jump otherwise. */}
      <ul className={styles.live} aria-label="The trial under way">
        {looks.map((look, arm) => {
          const live = report.progress?.live[arm]
          const rate = live ? wilson(live.ok, live.operations) : null
          return (
            <li key={look.label}>
              <StrategyName look={look} />
              <span>
                {rate ? percent(rate.value) : '–'}{' '}
                <span className={styles.soft}>
                  of {count(live?.operations ?? 0)} · {count(live?.attempts ?? 0)} attempts
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

/** Bar, phase, trial, elapsed and left; also on the list of runs. */
export function ProgressLine({
  report,
  readAt,
  busyWith = null,
}: {
  report: RunReport
  readAt: number
  busyWith?: number | null
}) {
  const { progress } = report
  const done = shareDone(report, progress)
  const trial = trialWords(report, progress)
  const elapsed = report.startedAt ? Math.max(0, readAt - new Date(report.startedAt).getTime()) : null
  return (
    <>
      <Progress.Root size={8} transitionDuration={150}>
        <Progress.Section value={done * 100} animated={false} aria-label="Share of the run that is done" />
      </Progress.Root>
      <div className={styles.now} role="status">
        <span>
          <strong>{phaseWords(report, progress, busyWith)}</strong>
        </span>
        {trial ? <span>{trial}</span> : null}
        {elapsed === null ? null : (
          <span suppressHydrationWarning>running for {duration(Math.round(elapsed / 1000) * 1000)}</span>
        )}
        {progress && report.status === 'running' ? <span>{timeLeft(progress.remainingMs)}</span> : null}
      </div>
    </>
  )
}
