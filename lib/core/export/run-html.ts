/** A run as one HTML file that needs nothing else: no script, no request, no font; it may not even ask for one (see its policy). */
import { BASELINE_METRICS } from '../comparison/compare-runs'
import { compareSeveral } from '../comparison/compare-several'
import { specText } from '../experiment/write-spec'
import { describeFaultPoint } from '../fault/fault-point'
import type { DelayLaw } from '../strategy/delay-law'
import type { RunReport } from '../summary/report'
import type { TrialTimeline } from './drawn-trials'
import { namedCharts, type NamedChart } from './html/charts'
import { comments, type SealedThread } from './html/comments'
import { consistency } from './html/consistency'
import { delays } from './html/delays'
import { differenceNotes, overallTable } from './html/difference'
import { findings, strategies, thresholds } from './html/figures'
import { heatMaps } from './html/heat-maps'
import { htmlPage, type SealedPage } from './html/page'
import { dataTable, nameOf, paragraph, section, wordsCell } from './html/parts'
import { published } from './html/published'
import { hasReceipts, receipts } from './html/receipts'
import type { SchemeColours } from './html/style'
import { timelines } from './html/timelines'
import { factLines, timeText, verdictLine, warnings } from './report-words'
import type { ChartLook } from './svg/marks'
import { tag, text, type Markup } from './svg/markup'
import { DEFAULT_RUN_VIEW, type RunView } from './view'

export interface RunFile {
  report: RunReport
  /** The run that those of its name are held against; null or left out = none, or it is this one. */
  baseline?: RunReport | null
  /** Of the strategies in the spec’s order; colours may be custom properties of the schemes. */
  looks: readonly ChartLook[]
  colours: SchemeColours
  view?: RunView
  /** When the file was made, ISO; left out = not told. */
  madeAt?: string
  /** In place of the run’s number and name. */
  title?: string
  social?: SealedPage['social']
  /** Facts that are not told: "Machine". */
  hiddenFacts?: readonly string[]
  /** Left out = nothing is told of comments. */
  threads?: readonly SealedThread[]
  /** What the law of each strategy says of its delays (see delayLawsOf); left out = delays are not drawn against it. */
  delayLaws?: readonly DelayLaw[]
  /** The course of some trials (see drawnTrials); left out = no trial is drawn over time. */
  timelines?: readonly TrialTimeline[]
}

export function runHtml(file: RunFile): string {
  const { report, colours, social, view = DEFAULT_RUN_VIEW } = file
  const title = file.title ?? `Run ${report.number} · ${report.name}`
  return htmlPage({ title, colours, ...(social ? { social } : {}) }, [
    header(title, file),
    ...chosenView(file, view),
    ...inOrder(sectionsOf(file, view), view.tab),
    section('Spec', tag('pre', { tabindex: 0, 'aria-label': 'Spec as YAML' }, text(specText(report.spec)))),
  ])
}

/** Every chart of a run as a page of its own, small enough for a frame. */
export function runChartPages({
  report,
  looks,
  colours,
  title,
  view = DEFAULT_RUN_VIEW,
}: RunFile): { name: string; html: string }[] {
  const of = title ?? `Run ${report.number} · ${report.name}`
  const charts: NamedChart[] = [
    { name: 'strategies', section: strategies(report, looks) },
    ...namedCharts(report, looks),
    { name: 'fault-matrix', section: heatMaps(report, looks, view) },
  ]
  return charts.map(({ name, section: chart }) => ({
    name,
    html: htmlPage({ title: of, colours }, [chart, ...doubts(report), paragraph(`${of} · Retryscope`)]),
  }))
}

/** What a reader must know before believing the figures: a chart in a frame stands there without the rest. */
function doubts(report: RunReport): Markup[] {
  return warnings(report).map((words) => paragraph(`! ${words}`, 'warning'))
}

type Part =
  | 'strategies'
  | 'published'
  | 'thresholds'
  | 'baseline'
  | 'findings'
  | 'consistency'
  | 'charts'
  | 'maps'
  | 'timeline'
  | 'receipts'
  | 'comments'
  | 'made'

/** What was looked at comes right after the answer: the first of these that the file has. */
const PARTS_OF_TAB: Partial<Record<RunView['tab'], readonly Part[]>> = {
  figures: ['charts'],
  timeline: ['timeline', 'receipts'],
  receipts: ['receipts'],
  findings: ['findings'],
  thresholds: ['thresholds'],
  review: ['comments'],
}

function sectionsOf(file: RunFile, view: RunView): [Part, Markup[]][] {
  const { report, looks } = file
  return [
    ['strategies', [strategies(report, looks)]],
    ['published', published(report, looks)],
    ['thresholds', thresholds(report, looks)],
    ['baseline', againstBaseline(file)],
    ['findings', [findings(report, looks)]],
    ['consistency', consistency(report, looks)],
    [
      'charts',
      [
        tag('div', { class: 'charts' }, ...namedCharts(report, looks).map(({ section }) => section)),
        ...(file.delayLaws ? [delays(report, looks, file.delayLaws)] : []),
      ],
    ],
    ['maps', [heatMaps(report, looks, view)]],
    ['timeline', timelines(report, file.timelines ?? [], looks, view.trial)],
    ['receipts', receipts(report, view.trial)],
    ['comments', file.threads ? [comments(file.threads)] : []],
    ['made', [madeWith(file)]],
  ]
}

function inOrder(parts: readonly [Part, Markup[]][], tab: RunView['tab']): Markup[] {
  const first = PARTS_OF_TAB[tab]?.find((wanted) =>
    parts.some(([part, markup]) => part === wanted && markup.length > 0),
  )
  const rank = (part: Part) => (part === 'strategies' ? 0 : part === first ? 1 : 2)
  return [...parts].sort(([a], [b]) => rank(a) - rank(b)).flatMap(([, markup]) => markup)
}

function header(title: string, { report, madeAt }: RunFile): Markup {
  return tag(
    'header',
    {},
    tag('h1', {}, text(title)),
    paragraph(
      `Retryscope run ${report.number}, ${report.status}, finished ${timeText(report.finishedAt)}${madeAt === undefined ? '' : `; as of ${timeText(madeAt)}`}`,
    ),
    tag('p', { class: `verdict ${report.verdict ?? ''}` }, text(verdictLine(report))),
    ...doubts(report),
  )
}

/** Which cell and trial were chosen, in words: the rest of the view is what stands open. */
function chosenView({ report, looks }: RunFile, { cell, trial }: RunView): Markup[] {
  const look = cell && looks[cell.arm]
  const point = cell && report.points[cell.pointIndex]
  const words = [
    ...(look && point
      ? [
          `the cell of ${look.label} at ${describeFaultPoint(point, report.spec.matrix.loss.mode)}, framed in the fault matrix`,
        ]
      : []),
    ...(report.trials.some(({ index }) => index + 1 === trial)
      ? [`trial ${trial}${hasReceipts(report) ? ', open among the receipts' : ''}`]
      : []),
  ]
  return words.length === 0 ? [] : [paragraph(`Chosen by its sender: ${words.join('; ')}.`)]
}

function againstBaseline({ report, baseline, looks }: RunFile): Markup[] {
  if (!baseline || baseline.id === report.id || report.trials.length === 0) return []
  const compared = compareSeveral(baseline, [report], 'successRate')
  const [against] = compared.others
  if (!against) return []
  return [
    section(
      'Against the baseline',
      paragraph(`This run minus run ${baseline.number}, over the fault matrix; 95 % intervals in brackets.`),
      ...differenceNotes(compared.baseline, against),
      overallTable('Differences to the baseline', against.strategies, looks, BASELINE_METRICS),
    ),
  ]
}

function madeWith({ report, looks, hiddenFacts = [] }: RunFile): Markup {
  const facts = factLines(report)
    .filter(([name]) => !hiddenFacts.includes(name))
    .flatMap(([name, words]) => [tag('dt', {}, text(name)), tag('dd', {}, text(words))])
  const used = report.spec.strategies.map(({ use, params }, arm) => {
    const look = looks[arm]
    const given = Object.entries(params as Record<string, unknown>)
    return [
      look ? nameOf(look) : text(use),
      wordsCell(text(use)),
      wordsCell(text(given.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ') || 'none')),
    ]
  })
  return section(
    'Made with',
    tag('dl', {}, ...facts),
    tag('h3', {}, text('Strategies and their parameters')),
    dataTable('Strategies and their parameters', ['Strategy', 'Kind', 'Parameters'], used),
    ...suspectTrials(report),
  )
}

function suspectTrials({ trials }: RunReport): Markup[] {
  const rows = trials
    .filter(({ quality }) => quality === 'suspect')
    .map(({ index, qualityReasons }) => [
      text(`Trial ${index + 1}`),
      wordsCell(text(qualityReasons.join('; '))),
    ])
  return rows.length === 0
    ? []
    : [tag('h3', {}, text('Suspect trials')), dataTable('Suspect trials', ['Trial', 'Why'], rows)]
}
