/** Charts over the faults of an exported file: success rate and amplification, by fault point or by one dimension at a time. */
import { parseThresholdExpression } from '../../experiment/threshold'
import type { Estimate } from '../../summary/interval'
import type { RunReport } from '../../summary/report'
import { METRIC_HEADS } from '../../words/metric-heads'
import { estimateWords, type FigureUnit } from '../../words/figures'
import { amplificationOf, overFaults, successOf, type Together } from '../chart-data'
import { dotChart } from '../svg/dot-chart'
import type { ChartLook } from '../svg/marks'
import { text, type Markup } from '../svg/markup'
import { dataTable, figure, paragraph, section } from './parts'

interface FaultsChart {
  /** Of the threshold that may stand in it. */
  metric: 'successRate' | 'amplification'
  formula: string
  together: Together
  unit: FigureUnit
  /** From an estimate's unit to that of the axis. */
  scale: number
  /** Ends of the axis that are drawn at least, in its unit. */
  low?: number
  high: number
  write: (value: number) => string
}

export function successByFault(report: RunReport, looks: readonly ChartLook[]): Markup {
  return chartOf(report, looks, {
    ...{ metric: 'successRate', formula: 'ok ÷ (ok + fail + info).' },
    ...{ together: successOf, unit: 'percent', scale: 100, high: 100 },
    write: (value) => `${Number(value.toPrecision(4))} %`,
  })
}

/** Load counts from nothing, so the axis does. */
export function amplificationByFault(report: RunReport, looks: readonly ChartLook[]): Markup {
  return chartOf(report, looks, {
    ...{ metric: 'amplification', formula: 'Requests ÷ operations: 1× is no retry at all.' },
    ...{ together: amplificationOf, unit: 'times', scale: 1, low: 0, high: 1 },
    write: (value) => `${Number(value.toPrecision(4))}×`,
  })
}

function chartOf(report: RunReport, looks: readonly ChartLook[], chart: FaultsChart): Markup {
  const { metric, formula, together, unit, scale, high, write } = chart
  const { title } = METRIC_HEADS[metric]
  const limit = limitOf(report, metric)
  const words = `${formula} Whiskers: 95 %.${limit ? ` Dashed: ${limit.expression}.` : ''}`
  const parts = overFaults(report, together).flatMap(({ axisTitle, categories, estimates }) => {
    const known = estimates.flat().flatMap((estimate) => estimate ?? [])
    if (known.length === 0) return [paragraph(`By ${axisTitle}: no sample can carry an interval.`)]
    const drawn = dotChart({
      ...{ words: `${title} by ${axisTitle}`, axisTitle, categories, looks, high, write },
      estimates: estimates.map((row) => row.map((estimate) => onAxis(estimate, scale))),
      limit: limit && limit.value * scale,
      // As much of the axis as possible is kept for the differences.
      low: chart.low ?? Math.min(high, ...known.map(({ low }) => low * scale)),
    })
    const rows = categories.map((name, at) => [
      text(name),
      ...looks.map((_, arm) => text(estimateWords(estimates[at]?.[arm] ?? null, unit))),
    ])
    const head = ['Fault', ...looks.map(({ label }) => label)]
    return figure(drawn, looks, dataTable(`Numbers of ${title.toLowerCase()} by ${axisTitle}`, head, rows))
  })
  return section(`${title} by fault`, paragraph(words), ...parts)
}

function onAxis(estimate: Estimate | null, scale: number): Estimate | null {
  if (!estimate) return null
  const { value, low, high } = estimate
  return { value: value * scale, low: low * scale, high: high * scale }
}

/** What a threshold asks of every strategy; null where there is none. */
function limitOf(
  { spec }: RunReport,
  metric: FaultsChart['metric'],
): { value: number; expression: string } | null {
  for (const { expression, strategy } of spec.thresholds) {
    const parsed = parseThresholdExpression(expression)
    if (parsed?.metric === metric && strategy === undefined) return { value: parsed.value, expression }
  }
  return null
}
