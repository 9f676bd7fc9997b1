/** The answer first: strategies by success rate, each figure with its interval, and what the thresholds say. */
import {
  NO_INTERVAL,
  NO_INTERVAL_WORDS,
  count,
  milliseconds,
  percent,
  percentFigure,
  percentRange,
  range,
  times,
} from '@/components/format/figures'
import { isLive } from '@/components/data/queries'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Notice } from '@/components/ui/notice'
import { DotWhisker, whiskerStart } from '@/components/ui/dot-whisker'
import { Panel } from '@/components/ui/panel'
import { StrategyName } from '@/components/ui/strategy-name'
import type { Estimate } from '@/lib/core/summary/interval'
import { outOfReach } from '@/lib/core/experiment/out-of-reach'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import { recordedWords } from '@/lib/core/summary/recorded-trials'
import type { RunReport, StrategyOverview } from '@/lib/core/summary/report'
import { CountedApart } from './counted-apart'
import { TakeHome } from './take-home'
import { ThresholdBadge, ThresholdList } from './thresholds'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

export function StrategiesPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const rows = report.arms
    .map((figures, arm) => ({ figures, arm, look: looks[arm] }))
    .sort((a, b) => (b.figures.successRate?.value ?? -1) - (a.figures.successRate?.value ?? -1))
  const { verdicts } = report
  const from = whiskerStart(report.arms.map((figures) => figures.successRate))
  return (
    <Panel
      title="Strategies"
      note={`mean of ${isLive(report.status) || report.trials.length < report.totalTrials ? 'the fault points so far' : 'all fault points'}, each with the same weight · 95 % intervals`}
      side={<span>sorted by success rate</span>}
    >
      <div className={ui.tableScroll} tabIndex={0} role="region" aria-label="Table of strategies">
        <table className={`${ui.table} ${styles.asList}`}>
          <thead>
            <tr>
              <th scope="col">Strategy</th>
              <th scope="col">
                <span className={styles.scaleNote}>
                  <span>{percentFigure(from, 0)} %</span>
                  <span>100 %</span>
                </span>
              </th>
              <th scope="col" className={ui.figure}>
                Success rate
              </th>
              <th scope="col" className={ui.figure}>
                Worst fault point
              </th>
              <th scope="col" className={ui.figure}>
                Amplification
              </th>
              <th scope="col" className={ui.figure}>
                P50 latency
              </th>
              <th scope="col" className={ui.figure}>
                P99 latency
              </th>
              <th scope="col" className={ui.figure}>
                ok / fail / info
              </th>
              <th scope="col" className={ui.figure}>
                Thresholds
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ figures, arm, look }) =>
              look ? (
                <tr key={look.label}>
                  <th scope="row">
                    <span className={styles.nameAndHome}>
                      <StrategyName look={look} />
                      <StrategyTakeHome report={report} arm={arm} />
                    </span>
                  </th>
                  <td className={styles.whiskerCell}>
                    <DotWhisker look={look} estimate={figures.successRate} from={from} />
                  </td>
                  <FigureCells figures={figures} report={report} />
                  <td className={ui.figure} data-label="Thresholds">
                    <span>
                      <ThresholdBadge verdict={verdicts.find((verdict) => verdict.arm === arm)} />
                    </span>
                  </td>
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      </div>
      <OutOfReachNotice report={report} looks={looks} />
      <RecordedNotice trials={report.trials} />
      <CountedApart arms={report.arms} looks={looks} />
      <ThresholdList verdicts={verdicts} looks={looks} />
    </Panel>
  )
}

/** Recorded trials are left out, or there were no others. */
function RecordedNotice({ trials }: Pick<RunReport, 'trials'>) {
  const words = recordedWords(trials)
  return words === null ? null : (
    <Notice tone="unsure" title="Trials were recorded with a profile">
      {words}
    </Notice>
  )
}

/** Strategies that a fault passed by had it easier: their figures do not stand beside the others'. */
function OutOfReachNotice({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const rows = outOfReach(report.spec)
  if (rows.length === 0) return null
  return (
    <Notice
      tone="unsure"
      title="Not every fault reaches every strategy: do not compare these with the others"
    >
      <ul>
        {rows.map(({ arm, fault, title, reason }) => (
          <li key={`${arm} ${fault}`}>
            {looks[arm]?.label}: {title}. {reason}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function StrategyTakeHome({ report, arm }: { report: RunReport; arm: number }) {
  const strategy = report.spec.strategies[arm]
  return strategy ? <TakeHome strategy={strategy} kind={report.spec.target.kind} /> : null
}

function FigureCells({ figures, report }: { figures: StrategyOverview; report: RunReport }) {
  const { successRate, amplification } = figures
  return (
    <>
      <td className={ui.figure} data-label="Success rate">
        <span>
          {successRate ? (
            <>
              <span className={styles.rate}>{percent(successRate.value, 2)}</span>{' '}
              <span className={styles.soft}>{percentRange(successRate)}</span>
            </>
          ) : (
            <NoEstimate operations={figures.operations} />
          )}
        </span>
      </td>
      <td className={ui.figure} data-label="Worst fault point">
        <WorstPoint worst={figures.worst} unknown={unknownPoints(report, figures)} report={report} />
      </td>
      <td className={ui.figure} data-label="Amplification">
        <span>
          {amplification ? (
            <>
              {times(amplification.value)} <span className={styles.soft}>{range(amplification, '×')}</span>
            </>
          ) : (
            <NoEstimate operations={figures.operations} />
          )}
        </span>
      </td>
      <QuantileCell label="P50 latency" estimate={figures.p50LatencyMs} />
      <QuantileCell label="P99 latency" estimate={figures.p99LatencyMs} />
      <td className={ui.figure} data-label="ok / fail / info">
        {count(figures.ok)} / {count(figures.fail)} / {count(figures.info)}
      </td>
    </>
  )
}

function NoEstimate({ operations }: { operations: number }) {
  return operations === 0 ? (
    '–'
  ) : (
    <span className={styles.soft} title={NO_INTERVAL_WORDS}>
      {NO_INTERVAL}
    </span>
  )
}

/** Where the strategy did worst: the mean alone would hide it. */
function WorstPoint({
  worst,
  unknown,
  report,
}: {
  worst: StrategyOverview['worst']
  /** Fault points without a rate: one of them may be worse. */
  unknown: number
  report: RunReport
}) {
  const point = worst && report.points[worst.pointIndex]
  if (!worst || !point) return '–'
  return (
    <span title={describeFaultPoint(point, report.spec.matrix.loss.mode)}>
      {percent(worst.successRate.value, 1)}{' '}
      <span className={styles.soft}>
        {percentFigure(worst.successRate.low, 1)}–{percentFigure(worst.successRate.high, 1)}
      </span>
      {unknown > 0 ? (
        <span className={styles.soft} title={NO_INTERVAL_WORDS}>
          {' '}
          · {unknown} without a rate
        </span>
      ) : null}
    </span>
  )
}

function unknownPoints({ cells, arms }: RunReport, figures: StrategyOverview): number {
  const arm = arms.indexOf(figures)
  return cells.filter(
    (cell) => cell.arm === arm && cell.figures.operations > 0 && cell.figures.successRate === null,
  ).length
}

/** A quantile's interval is lopsided, so its ends are shown and not a ±. */
function QuantileCell({ label, estimate }: { label: string; estimate: Estimate | null }) {
  return (
    <td className={ui.figure} data-label={label}>
      <span>
        {milliseconds(estimate?.value ?? null)}{' '}
        <span className={styles.soft}>{estimate ? range(estimate, '') : ''}</span>
      </span>
    </td>
  )
}
