/** A run as one HTML file that needs nothing else: no script, no request, no font; it may not even ask for one (see its policy). */
import { specText } from '../experiment/write-spec'
import type { RunReport } from '../summary/report'
import { chartSections } from './html/charts'
import { findings, heatMaps, strategies, thresholds } from './html/figures'
import { dataTable, paragraph, section } from './html/parts'
import { styleSheet, type SchemeColours } from './html/style'
import { factLines, timeText, verdictLine, warnings } from './report-words'
import type { ChartLook } from './svg/marks'
import { tag, text, type Markup } from './svg/markup'

/** Style sheets inside the file, and nothing from anywhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/**
 * @param looks of the strategies in the spec's order; colours may be custom properties of the schemes
 * @param colours of both schemes
 */
export function runHtml(report: RunReport, looks: readonly ChartLook[], colours: SchemeColours): string {
  const title = `Run ${report.number} · ${report.name}`
  const head = tag(
    'head',
    {},
    tag('meta', { charset: 'utf-8' }),
    tag('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    tag('meta', { name: 'color-scheme', content: 'light dark' }),
    tag('title', {}, text(`${title} · Retryscope`)),
    styleSheet(colours),
  )
  const body = tag(
    'body',
    {},
    tag(
      'main',
      {},
      header(title, report),
      strategies(report, looks),
      ...thresholds(report, looks),
      findings(report, looks),
      tag('div', { class: 'charts' }, ...chartSections(report, looks)),
      heatMaps(report, looks),
      madeWith(report),
      section('Spec', tag('pre', { tabindex: 0, 'aria-label': 'Spec as YAML' }, text(specText(report.spec)))),
    ),
  )
  return `<!doctype html>\n${tag('html', { lang: 'en' }, head, body)}\n`
}

function header(title: string, report: RunReport): Markup {
  return tag(
    'header',
    {},
    tag('h1', {}, text(title)),
    paragraph(`Retryscope run ${report.number}, ${report.status}, finished ${timeText(report.finishedAt)}`),
    tag('p', { class: `verdict ${report.verdict ?? ''}` }, text(verdictLine(report))),
    ...warnings(report).map((words) => paragraph(`! ${words}`, 'warning')),
  )
}

function madeWith(report: RunReport): Markup {
  const facts = factLines(report).flatMap(([name, words]) => [
    tag('dt', {}, text(name)),
    tag('dd', {}, text(words)),
  ])
  return section('Made with', tag('dl', {}, ...facts), ...suspectTrials(report))
}

function suspectTrials({ trials }: RunReport): Markup[] {
  const rows = trials
    .filter(({ quality }) => quality === 'suspect')
    .map(({ index, qualityReasons }) => [
      text(`Trial ${index + 1}`),
      tag('td', { class: 'words' }, text(qualityReasons.join('; '))),
    ])
  return rows.length === 0
    ? []
    : [tag('h3', {}, text('Suspect trials')), dataTable('Suspect trials', ['Trial', 'Why'], rows)]
}
