'use client'

/** A run under way: what runs now, what is left, and the counts of the trial as they grow. */
import { Progress } from '@mantine/core'
import { count, counted, percent } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { StrategyName } from '@/components/ui/strategy-name'
import { wilson } from '@/lib/core/summary/interval'
import type { RunReport } from '@/lib/core/summary/report'
import { leftWords, phaseWords, shareDone, startedWords, trialWords } from './progress-words'
import styles from './run.module.css'

export function ProgressCard({
  report,
  looks,
  readAt,
  busyWith,
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  /** When the report was read; the time since it was started counts to it. */
  readAt: number
  /** Number of the run before this one; null when the worker is free. */
  busyWith: number | null
}) {
  return (
    <Panel
      title="Progress"
      note={`${count(report.trials.length)} of ${counted(report.totalTrials, 'trial')} done`}
    >
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
                  of {counted(live?.operations ?? 0, 'operation')} · {counted(live?.attempts ?? 0, 'attempt')}
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

/** Bar, phase, trial, when it was started, and time left; also on the first page. */
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
  const started = startedWords(report, readAt)
  const left = leftWords(report, progress)
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
        {started === null ? null : <span suppressHydrationWarning>{started}</span>}
        {left === null ? null : <span>{left}</span>}
      </div>
    </>
  )
}
