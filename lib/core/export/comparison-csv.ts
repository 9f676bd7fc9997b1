/**
 * A comparison as CSV: a row per run, strategy, metric, and the whole matrix or one of the fault points that both runs have. Shares
 * are parts of 1; metrics that end in Ms are milliseconds; differences are now − before. Empty = the sample carries no interval.
 */
import { compareRuns, type Comparison } from '../comparison/compare-runs'
import { ALL_METRICS } from '../comparison/compare-several'
import type { Estimate } from '../summary/interval'
import type { RunReport } from '../summary/report'
import { csvText, type CsvValue } from './csv'
import { POINT_COLUMNS } from './run-csv'

const HEAD = [
  ...['baseline', 'run', 'strategy', 'strategyBefore', 'over', 'faultPoint', ...POINT_COLUMNS],
  ...['lossMode', 'metric', 'before', 'beforeLow', 'beforeHigh', 'now', 'nowLow', 'nowHigh'],
  ...['difference', 'low', 'high', 'verdict', 'suspect', 'reason'],
]

/** Of the strategies that both runs have, each of the others against the baseline. */
export function comparisonCsv(baseline: RunReport, others: readonly RunReport[]): string {
  return csvText({ head: HEAD, rows: others.flatMap((run) => rowsOf(run, baseline)) })
}

function rowsOf(run: RunReport, baseline: RunReport): CsvValue[][] {
  return compareRuns(run, baseline, ALL_METRICS).flatMap(
    ({ label, labelBefore, overall, suspect, cells }) => {
      const who = [baseline.number, run.number, label, labelBefore]
      const whole = ['matrix', null, ...POINT_COLUMNS.map(() => null), null]
      return [
        ...overall.map((one) => [...who, ...whole, ...comparisonValues(one, suspect)]),
        ...cells.flatMap((cell) => {
          const point = run.points[cell.pointIndex]
          const place = [
            ...['point', cell.point, ...POINT_COLUMNS.map((name) => point?.[name] ?? null)],
            run.spec.matrix.loss.mode,
          ]
          return cell.comparisons.map((one) => [...who, ...place, ...comparisonValues(one, cell.suspect)])
        }),
      ]
    },
  )
}

function comparisonValues(
  { metric, before, now, difference, verdict, reason }: Comparison,
  suspect: boolean,
): CsvValue[] {
  return [metric, ...[before, now, difference].flatMap(valueAndEnds), ...[verdict, String(suspect), reason]]
}

function valueAndEnds(estimate: Estimate | null): CsvValue[] {
  return estimate ? [estimate.value, estimate.low, estimate.high] : [null, null, null]
}
