/** The answer first: strategies by success rate, each figure with its interval, and what the thresholds say. */
import dynamic from 'next/dynamic'
import { Suspense } from 'react'
import {
  NO_INTERVAL,
  NO_INTERVAL_WORDS,
  count,
  milliseconds,
  percent,
  percentFigure,
  percentRange,
  times,
} from '@/components/format/figures'
import { isLive } from '@/components/data/queries'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Notice } from '@/components/ui/notice'
import { DotWhisker, whiskerStart } from '@/components/ui/dot-whisker'
import { Panel } from '@/components/ui/panel'
import { Badge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import { duplicatesOf } from '@/lib/core/summary/duplicates'
import { IN_ALL_WORDS, anyInAll, bySuccess, isPooled } from '@/lib/core/summary/by-success'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import { recordedWords } from '@/lib/core/summary/recorded-trials'
import type { RunReport, StrategyOverview } from '@/lib/core/summary/report'
import { CountedApart } from './counted-apart'
import { EstimateCell, NO_QUANTILE_WORDS } from './estimate-cell'
import { TakeHome } from './take-home'
import { ThresholdBadge } from './threshold-badge'
import { Explain } from '@/components/words/explain'
import answer from './answer.module.css'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

// Of a comparison that is asked for when the page has come to life: the figures do not wait for it.
const Answer = dynamic(async () => (await import('./answer')).Answer, {
  ssr: false,
  loading: () => <p className={answer.answer} aria-busy="true" />,
})

// It knows all strategies and faults there are, which nothing else at the top of the page needs: that comes to life without waiting for it.
const OutOfReachNotice = dynamic(async () => (await import('./out-of-reach-notice')).OutOfReachNotice)

export function StrategiesPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const rows = report.arms
    .map((figures, arm) => ({ figures, arm, look: looks[arm] }))
    .sort((a, b) => bySuccess(a.figures, b.figures))
  const { verdicts } = report
  const [best] = rows
  const from = whiskerStart(report.arms.map((figures) => figures.successRate))
  return (
    <Panel
      title="Strategies"
      note={`mean of ${isLive(report.status) || report.trials.length < report.totalTrials ? 'the fault points so far' : 'all fault points'}, each with the same weight · 95 % intervals`}
      side={<span>sorted by {anyInAll(report.arms) ? 'mean ' : ''}success rate</span>}
    >
      {best && hasAnswer(report) ? <Answer report={report} looks={looks} best={best.arm} /> : null}
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
                Success rate <Explain of="successRate" />
              </th>
              <th scope="col" className={ui.figure}>
                Worst fault point <Explain of="worstPoint" />
              </th>
              <th scope="col" className={ui.figure}>
                Amplification <Explain of="amplification" />
              </th>
              <th scope="col" className={ui.figure}>
                P99 latency <Explain of="latency" />
              </th>
              <th scope="col" className={ui.figure}>
                Duplicates <Explain of="duplicates" />
              </th>
              <th scope="col" className={ui.figure}>
                ok / fail / info <Explain of="outcomes" />
              </th>
              <th scope="col" className={ui.figure}>
                Thresholds <Explain of="threshold" />
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
      {anyInAll(report.arms) ? <p className={ui.secondary}>{IN_ALL_WORDS}</p> : null}
      <Suspense>
        <OutOfReachNotice report={report} looks={looks} />
      </Suspense>
      <RecordedNotice trials={report.trials} />
      <CountedApart arms={report.arms} looks={looks} />
    </Panel>
  )
}

/** There is more than one strategy, and no figure changes any more. */
function hasAnswer({ arms, status, trials }: RunReport): boolean {
  return arms.filter(({ operations }) => operations > 0).length > 1 && trials.length > 0 && !isLive(status)
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
            <NoEstimate ok={figures.ok} operations={figures.operations} inAll={isPooled(figures)} />
          )}
        </span>
      </td>
      <td className={ui.figure} data-label="Worst fault point">
        <WorstPoint worst={figures.worst} report={report} />
      </td>
      <td className={ui.figure} data-label="Amplification">
        <EstimateCell estimate={amplification} of={figures.operations} write={times} unit="×" />
      </td>
      <td className={ui.figure} data-label="P99 latency">
        <EstimateCell
          estimate={figures.p99LatencyMs}
          of={figures.operations}
          write={milliseconds}
          unit=""
          why={NO_QUANTILE_WORDS}
        />
      </td>
      <td className={ui.figure} data-label="Duplicates">
        <Duplicates figures={figures} />
      </td>
      <td className={ui.figure} data-label="ok / fail / info">
        {count(figures.ok)} / {count(figures.fail)} / {count(figures.info)}
      </td>
    </>
  )
}

/** Writes beyond the first of an operation, by the target's own history; a dash where nobody could tell. */
function Duplicates({ figures }: { figures: StrategyOverview }) {
  const check = duplicatesOf(figures)
  if (!check) return '–'
  return (
    <span>
      {check.verdict === 'valid' ? (
        count(check.count)
      ) : (
        <Badge tone="bad" sign="✕">
          {count(check.count)}
        </Badge>
      )}{' '}
      <span className={styles.soft} title="operations that took effect">
        in {count(check.outOf)}
      </span>
    </span>
  )
}

/**
 * What was counted, where the sample carries no interval.
 * @param inAll counted over several fault points: a share of it is not their mean
 */
function NoEstimate({ ok, operations, inAll = false }: { ok: number; operations: number; inAll?: boolean }) {
  return operations === 0 ? (
    '–'
  ) : (
    <>
      {`${count(ok)} of ${count(operations)}${inAll ? ' in all,' : ''} `}
      <span className={styles.soft} title={NO_INTERVAL_WORDS}>
        {inAll ? 'no mean' : NO_INTERVAL}
      </span>
    </>
  )
}

/** Where the strategy did worst: the mean alone would hide it. Counts where they carry no rate. */
function WorstPoint({ worst, report }: { worst: StrategyOverview['worst']; report: RunReport }) {
  const point = worst && report.points[worst.pointIndex]
  if (!worst || !point) return '–'
  const { ok, operations, successRate } = worst
  return (
    <span title={describeFaultPoint(point, report.spec.matrix.loss.mode)}>
      {successRate ? (
        <>
          {percent(successRate.value, 1)}{' '}
          <span className={styles.soft}>
            {percentFigure(successRate.low, 1)}–{percentFigure(successRate.high, 1)}
          </span>
        </>
      ) : (
        <NoEstimate ok={ok} operations={operations} />
      )}
    </span>
  )
}
