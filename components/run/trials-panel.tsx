/** Every finished trial: what each figure above can be traced back to. */
import { duration } from '@/components/format/duration'
import { milliseconds } from '@/components/format/figures'
import { Badge } from '@/components/ui/state-badge'
import { describeFaultPoint, leaderSwitchTimes } from '@/lib/core/fault/fault-point'
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import type { RunReport, TrialReport } from '@/lib/core/summary/report'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

/** Rows from which the table scrolls by itself under its head. */
const LONG = 20

export function TrialsPanel({ report }: { report: RunReport }) {
  const suspect = report.trials.filter((trial) => trial.quality === 'suspect').length
  return (
    <details className={`${ui.panel} ${styles.details}`}>
      <summary>
        Trials
        <span>
          {report.trials.length} of {report.totalTrials} done{suspect > 0 ? `, ${suspect} suspect` : ''}
        </span>
      </summary>
      {report.trials.length === 0 ? (
        <p className={ui.secondary}>No trial has ended yet.</p>
      ) : (
        <div
          className={styles.trials}
          data-long={report.trials.length > LONG || undefined}
          tabIndex={0}
          role="region"
          aria-label="Table of trials"
        >
          <table className={`${ui.table} ${styles.asList}`}>
            <thead>
              <tr>
                <th scope="col">Trial</th>
                <th scope="col">Fault point</th>
                <th scope="col" className={ui.figure}>
                  Repetition
                </th>
                <th scope="col">Quality</th>
                <th scope="col">Leader switches</th>
                <th scope="col" className={ui.figure}>
                  Window
                </th>
                <th scope="col" className={ui.figure}>
                  Gap before
                </th>
                <th scope="col" className={ui.figure}>
                  Quiesce
                </th>
                <th scope="col" className={ui.figure}>
                  Longest stall
                </th>
              </tr>
            </thead>
            <tbody>
              {report.trials.map((trial) => (
                <TrialRow key={trial.index} trial={trial} report={report} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  )
}

function TrialRow({ trial, report }: { trial: TrialReport; report: RunReport }) {
  const point = report.points[trial.pointIndex]
  return (
    <tr>
      <th scope="row">{trial.index + 1}</th>
      <td data-label="Fault point">
        {point ? describeFaultPoint(point, report.spec.matrix.loss.mode) : '–'}
      </td>
      <td data-label="Repetition" className={ui.figure}>
        {trial.repetition + 1}
      </td>
      <td data-label="Quality">
        {trial.quality === 'good' ? (
          <Badge tone="good" sign="✓">
            good
          </Badge>
        ) : (
          <>
            <Badge tone="unsure" sign="!">
              suspect
            </Badge>
            <div className={styles.soft}>{trial.qualityReasons.join('; ')}</div>
          </>
        )}
      </td>
      <td data-label="Leader switches">
        <Switches switches={trial.ledger.filter(isSwitch)} planned={plannedSwitches(report, trial)} />
      </td>
      <td data-label="Window" className={ui.figure}>
        {duration(trial.windowMs)}
      </td>
      <td data-label="Gap before" className={ui.figure}>
        {trial.gapMs === null ? '–' : duration(trial.gapMs)}
      </td>
      <td data-label="Quiesce" className={ui.figure}>
        {duration(trial.quiesceMs)}
      </td>
      <td data-label="Longest stall" className={ui.figure}>
        {milliseconds(trial.longestStallMs)}
      </td>
    </tr>
  )
}

/** How many switches the trial's window holds; null where its point asks for none. */
function plannedSwitches({ points, spec }: RunReport, { pointIndex }: TrialReport): number | null {
  const rate = points[pointIndex]?.leaderSwitchesPerMinute ?? 0
  const windows = spec.arms === 'sequential' ? spec.strategies.length : 1
  return rate > 0 ? leaderSwitchTimes(rate, spec.trialDurationMs).length * windows : null
}

function isSwitch({ fault }: LedgerEntry): boolean {
  return fault === 'leader-transfer'
}

function Switches({ switches, planned }: { switches: readonly LedgerEntry[]; planned: number | null }) {
  if (planned === null && switches.length === 0) return '–'
  // A short window can end before the first switch is due: that is not the same as a point without switches.
  if (planned === 0 && switches.length === 0) return '0 planned'
  const due = Math.max(planned ?? 0, switches.length)
  if (switches.length === 0) return `0 of ${due}`
  const confirmed = switches.filter((change) => change.confirmed).length
  return (
    <details>
      <summary style={{ fontSize: 13, fontWeight: 400 }}>
        {confirmed} of {due} confirmed
      </summary>
      {switches.map(({ arm, step, actsMs, verifiedMs, detail, ...change }) => (
        <div key={`${arm ?? ''}/${step}`} className={styles.soft}>
          {actsMs === null ? 'never sent' : `at ${duration(actsMs)}: ${detail}`}
          {actsMs === null || verifiedMs === null ? '' : `, ${milliseconds(verifiedMs - actsMs)}`}
          {change.confirmed ? '' : `, not confirmed${change.problem ? `: ${change.problem}` : ''}`}
        </div>
      ))}
    </details>
  )
}
