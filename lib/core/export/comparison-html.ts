/** Runs against the first of them as one HTML file that needs nothing else, as a run is. */
import { ALL_METRICS, compareSeveral } from '../comparison/compare-several'
import { specText } from '../experiment/write-spec'
import type { RunReport } from '../summary/report'
import { differenceNotes, overallTable, pointTable } from './html/difference'
import { htmlPage, type SealedPage } from './html/page'
import { chartBox, paragraph, section } from './html/parts'
import type { SchemeColours } from './html/style'
import { factLines, timeText, verdictLine } from './report-words'
import { differenceChart } from './svg/difference-chart'
import type { ChartLook } from './svg/marks'
import { tag, text, type Markup } from './svg/markup'
import type { ComparisonView } from './view'

export interface ComparisonFile {
  baseline: RunReport
  others: readonly RunReport[]
  /** Looks of the strategies of a run. */
  looksOf: (report: RunReport) => readonly ChartLook[]
  colours: SchemeColours
  view: ComparisonView
  madeAt?: string
  title?: string
  social?: SealedPage['social']
  hiddenFacts?: readonly string[]
}

export function comparisonHtml(file: ComparisonFile): string {
  const { baseline, others, colours, social } = file
  const title = file.title ?? comparisonTitle(baseline, others)
  return htmlPage({ title, colours, ...(social ? { social } : {}) }, [
    tag(
      'header',
      {},
      tag('h1', {}, text(title)),
      paragraph(
        `Differences are those of the run minus the baseline, each with its 95 % interval.${file.madeAt === undefined ? '' : ` As of ${timeText(file.madeAt)}.`}`,
      ),
    ),
    ...differences(file),
    section(
      'Made with',
      ...[baseline, ...others].map((report) => madeWith(report, report === baseline, file.hiddenFacts ?? [])),
    ),
  ])
}

/** "Run 3 against run 1". */
export function comparisonTitle(baseline: RunReport, others: readonly RunReport[]): string {
  const numbers = others.map(({ number }) => number)
  return `${numbers.length === 1 ? 'Run' : 'Runs'} ${numbers.join(', ')} against run ${baseline.number} · ${baseline.name}`
}

/** The differences to the baseline as a page of its own, small enough for a frame. */
export function comparisonChartPages(file: ComparisonFile): { name: string; html: string }[] {
  const { baseline, others, looksOf, view, colours } = file
  const of = file.title ?? comparisonTitle(baseline, others)
  const charts = compareSeveral(baseline, others, view.metric).others.map(({ run, strategies }, index) => {
    const report = others[index]
    const chart = differenceChart(view.metric, strategies, report ? looksOf(report) : [])
    return section(`Run ${run.number} against run ${baseline.number}`, chartBox(chart))
  })
  const doubts = [baseline, ...others].flatMap(({ number, quality }) =>
    quality === 'suspect' ? [paragraph(`! Run ${number} is a suspect measurement.`, 'warning')] : [],
  )
  return [
    {
      name: 'differences',
      html: htmlPage({ title: of, colours }, [...charts, ...doubts, paragraph(`${of} · Retryscope`)]),
    },
  ]
}

function differences({ baseline, others, looksOf, view: { metric } }: ComparisonFile): Markup[] {
  const compared = compareSeveral(baseline, others, metric)
  return compared.others.map((against, index) => {
    const report = others[index]
    const looks = report ? looksOf(report) : []
    return section(
      `Run ${against.run.number} against run ${baseline.number}`,
      ...differenceNotes(compared.baseline, against),
      tag('h3', {}, text('Over the fault matrix')),
      chartBox(differenceChart(metric, against.strategies, looks)),
      overallTable(
        `Differences of run ${against.run.number} to run ${baseline.number}`,
        against.strategies,
        looks,
        [metric, ...ALL_METRICS.filter((name) => name !== metric)],
      ),
      ...pointTable(metric, against.strategies, looks),
    )
  })
}

function madeWith(report: RunReport, isBaseline: boolean, hidden: readonly string[]): Markup {
  const facts = factLines(report)
    .filter(([name]) => !hidden.includes(name))
    .flatMap(([name, words]) => [tag('dt', {}, text(name)), tag('dd', {}, text(words))])
  return tag(
    'details',
    {},
    tag('summary', {}, text(`Run ${report.number} · ${report.name}${isBaseline ? ' (baseline)' : ''}`)),
    paragraph(verdictLine(report)),
    tag('dl', {}, ...facts),
    tag(
      'pre',
      { tabindex: 0, 'aria-label': `Spec of run ${report.number} as YAML` },
      text(specText(report.spec)),
    ),
  )
}
