/** The numbers behind the charts as plain numbers: value, low and high apart, one row per estimate. */
import type { CsvTable, CsvValue } from '@/lib/core/export/csv'
import type { Estimate } from '@/lib/core/summary/interval'
import type { StrategyFigures } from '@/lib/core/summary/report'
import { BACKOFF_PARTS, backoffParts } from './backoff-data'
import type { DelayNumbers } from '@/lib/core/summary/delay-figures'
import type { FaultsData } from './faults-data'
import { CURVE_QUANTILES } from './latency-data'
import type { RetryRow } from './retry-data'
import { errorRate } from './tradeoff-data'

const ENDS = ['value', 'low', 'high']

function ends(estimate: Estimate | null | undefined): CsvValue[] {
  return estimate ? [estimate.value, estimate.low, estimate.high] : [null, null, null]
}

/** Shares of operations, as parts of 1. */
export function retryCsv(rows: readonly RetryRow[], labels: readonly string[]): CsvTable {
  return {
    head: ['strategy', 'retries', 'operations', ...ENDS, 'expected'],
    rows: labels.flatMap((label, arm) =>
      rows.map(({ retries, operations, shares, intervals, expected }) => [
        ...[label, retries, operations[arm] ?? 0, shares[arm] ?? null],
        ...ends(intervals[arm]).slice(1),
        expected[arm] ?? null,
      ]),
    ),
  }
}

/** @param metric what is estimated, with its unit */
export function faultsCsv(
  { axisTitle, categories, estimates }: FaultsData,
  labels: readonly string[],
  metric: string,
): CsvTable {
  return {
    head: ['strategy', 'metric', axisTitle, ...ENDS],
    rows: labels.flatMap((label, arm) =>
      categories.map((name, category) => [label, metric, name, ...ends(estimates[category]?.[arm])]),
    ),
  }
}

export function latencyCsv(arms: readonly (StrategyFigures | null)[], labels: readonly string[]): CsvTable {
  return {
    head: ['strategy', 'quantile', ...ENDS.map((name) => `${name}, ms`)],
    rows: labels.flatMap((label, arm) =>
      CURVE_QUANTILES.map(({ name, read }) => {
        const figures = arms[arm]
        return [label, name, ...ends(figures && read(figures))]
      }),
    ),
  }
}

/** All three parts, whichever is shown. */
export function backoffCsv(arms: readonly (StrategyFigures | null)[], labels: readonly string[]): CsvTable {
  return {
    head: ['strategy', 'part', 'unit', 'retries', 'quantile', ...ENDS],
    rows: labels.flatMap((label, arm) =>
      BACKOFF_PARTS.flatMap((part) => {
        const { title, unit, quantiles } = backoffParts[part]
        const figures = arms[arm]
        const of = figures ? quantiles(figures) : null
        return (['p5', 'p50', 'p95', 'p99'] as const).map((name) => [
          ...[label, title, unit, of?.count ?? 0, name.toUpperCase()],
          ...ends(of?.[name]),
        ])
      }),
    ),
  }
}

export function tradeoffCsv(arms: readonly (StrategyFigures | null)[], labels: readonly string[]): CsvTable {
  return {
    head: ['strategy', 'metric', ...ENDS],
    rows: labels.flatMap((label, arm) => [
      [label, 'error rate', ...ends(errorRate(arms[arm]?.successRate ?? null))],
      [label, 'operations per second', ...ends(arms[arm]?.throughputPerSecond)],
    ]),
  }
}

/** The law of each retry beside what was drawn and waited, milliseconds. */
export function delaysCsv(rows: readonly { label: string; numbers: readonly DelayNumbers[] }[]): CsvTable {
  return {
    head: [
      ...['strategy', 'retry', 'nominalMs', 'shortestMs', 'p5Ms', 'p50Ms', 'p95Ms', 'longestMs'],
      ...['sampled', 'withinTheBand', 'medianDrawnMs', 'medianTimerErrorMs'],
    ],
    rows: rows.flatMap(({ label, numbers }) =>
      numbers.map(({ retry, law, sampled, inside, medianDrawnMs, medianTimerMs }) => [
        ...[label, retry, law?.nominalMs ?? null, law?.minMs ?? null, law?.quantiles?.p5Ms ?? null],
        ...[law?.quantiles?.p50Ms ?? null, law?.quantiles?.p95Ms ?? null, law?.maxMs ?? null],
        ...[sampled, inside, medianDrawnMs, medianTimerMs],
      ]),
    ),
  }
}

/** Lines over time as they are drawn: each value holds until the next row of its line; empty = nobody knows. */
export function timeCsv(
  charts: readonly {
    title: string
    lines: readonly { title: string; points: readonly (readonly [number, number | null])[] }[]
  }[],
): CsvTable {
  return {
    head: ['chart', 'line', 'ms', 'value'],
    rows: charts.flatMap(({ title, lines }) =>
      lines.flatMap((line) => line.points.map(([ms, value]) => [title, line.title, ms, value])),
    ),
  }
}
