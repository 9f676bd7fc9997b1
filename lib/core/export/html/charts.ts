/** The charts of an exported file, each with the table of its figures. */
import type { Quantiles, RunReport } from '../../summary/report'
import { count } from '../../words/counts'
import { estimateWords, milliseconds, NO_INTERVAL, percent, percentRange } from '../../words/figures'
import { BACKOFF_PARTS, CURVE, retryBars } from '../chart-data'
import { barChart } from '../svg/bar-chart'
import { dotChart } from '../svg/dot-chart'
import type { ChartLook } from '../svg/marks'
import { joined, tag, text, type Markup } from '../svg/markup'
import { spreadChart } from '../svg/spread-chart'
import { amplificationByFault, successByFault } from './over-faults'
import { dataTable, figure, nameOf, paragraph, section } from './parts'
import { tradeOff } from './trade-off'

/** A chart as a section of its own, under a name that its address can carry. */
export interface NamedChart {
  name: string
  section: Markup
}

export function namedCharts(report: RunReport, looks: readonly ChartLook[]): NamedChart[] {
  return [
    { name: 'retry-counts', section: retries(report, looks) },
    { name: 'success-by-fault', section: successByFault(report, looks) },
    { name: 'amplification-by-fault', section: amplificationByFault(report, looks) },
    { name: 'throughput-against-errors', section: tradeOff(report, looks) },
    { name: 'latency-curve', section: latency(report, looks) },
    { name: 'backoff-deviation', section: backoffs(report, looks) },
  ]
}

function backoffs(report: RunReport, looks: readonly ChartLook[]): Markup {
  const parts = BACKOFF_PARTS.map((part) => tag('div', {}, backoff(report, looks, part)))
  return section('Backoff deviation', tag('div', { class: 'pair' }, ...parts))
}

function retries(report: RunReport, looks: readonly ChartLook[]): Markup {
  const { categories, bars } = retryBars(report)
  const words = 'Share of operations by attempts − 1. Whiskers: 95 %. ○ expected, where theory has a law.'
  const chart = barChart({ words, axisTitle: 'retries per operation', categories, looks, bars })
  const rows = looks.map((look, arm) => [
    nameOf(look),
    ...categories.map((_, at) => {
      const bar = bars[at]?.[arm]
      if (!bar || bar.share === null) return text('–')
      const { share, interval, expected } = bar
      const own = `${percent(share)} (${interval ? percentRange(interval, 1) : NO_INTERVAL})`
      return text(`${own}${expected === null ? '' : `, expected ${percent(expected)}`}`)
    }),
  ])
  const numbers = dataTable('Numbers of the retry counts', ['Strategy', ...categories], rows)
  return section('Retry-count distribution', paragraph(words), figure(chart, looks, numbers))
}

function latency({ arms }: RunReport, looks: readonly ChartLook[]): Markup {
  const words =
    'Intended start to end of the operation, waits included. Whiskers: 95 %; a quantile that the sample cannot carry is not drawn.'
  const estimates = CURVE.map(({ read }) => arms.map(read))
  if (estimates.flat().every((estimate) => estimate === null))
    return section('Latency curve', paragraph('No quantile with an interval: more operations give one.'))
  const chart = dotChart({
    ...{
      words: 'Latency by quantile',
      axisTitle: 'quantile of latency',
      logarithmic: true,
      looks,
      estimates,
    },
    categories: CURVE.map(({ name }) => name),
    write: milliseconds,
  })
  const rows = looks.map((look, arm) => [
    nameOf(look),
    ...estimates.map((row) => text(estimateWords(row[arm] ?? null, 'ms'))),
  ])
  const head = ['Strategy', ...CURVE.map(({ name }) => name)]
  return section(
    'Latency curve',
    paragraph(words),
    figure(chart, looks, dataTable('Numbers of the latency curve', head, rows)),
  )
}

function backoff(
  { arms }: RunReport,
  looks: readonly ChartLook[],
  { title, quantiles, values }: (typeof BACKOFF_PARTS)[number],
): Markup {
  const measured = looks.flatMap((look, arm) => {
    const figures = arms[arm]
    const of = figures ? quantiles(figures) : null
    return figures && of && of.count > 0 ? [{ look, quantiles: of, values: values(figures) }] : []
  })
  if (measured.length === 0)
    return paragraph(`${title}: no retry was measured, as nothing failed or no strategy retries.`)
  const words =
    'Each strategy by its own retries, in all trials that may be compared. Marks: an even sample of the retries. Band: P5 to P95. Line: median.'
  const chart = spreadChart({ words: title, axisTitle: title, rows: measured })
  const rows = measured.map(({ look, quantiles: of }) => [nameOf(look), ...quantileCells(of)])
  const head = ['Strategy', 'retries', 'P5', 'P50', 'P95', 'P99']
  const numbers = dataTable(`Numbers: ${title}`, head, rows)
  const shown = measured.map(({ look }) => look)
  return joined([tag('h3', {}, text(title)), paragraph(words), figure(chart, shown, numbers)])
}

function quantileCells({ count: retries, p5, p50, p95, p99 }: Quantiles): Markup[] {
  return [count(retries), ...[p5, p50, p95, p99].map((estimate) => estimateWords(estimate, 'plain'))].map(
    text,
  )
}
