/** The answer and the figures of an exported file: strategies with whiskers, thresholds, findings. */
import { IN_ALL_WORDS, anyInAll, bySuccess } from '../../summary/by-success'
import type { Estimate } from '../../summary/interval'
import type { RunReport } from '../../summary/report'
import { count } from '../../words/counts'
import { estimateWords } from '../../words/figures'
import {
  duplicatesText,
  findingText,
  measuredText,
  measuredWords,
  rateText,
  VERDICT_SIGNS,
} from '../report-words'
import { line, markOf, type ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import { linearScale } from '../svg/scale'
import { badge, dataTable, nameOf, paragraph, section, wordsCell } from './parts'

export function strategies({ arms, verdicts }: RunReport, looks: readonly ChartLook[]): Markup {
  const lows = arms.map(({ successRate }) => successRate?.low ?? 1)
  const from = [0.98, 0.95, 0.9, 0.8, 0.5].find((start) => Math.min(...lows) >= start) ?? 0
  const order = looks
    .flatMap((look, arm) => {
      const figures = arms[arm]
      return figures ? [{ look, arm, figures }] : []
    })
    .sort((a, b) => bySuccess(a.figures, b.figures))
  const rows = order.map(({ look, arm, figures }) => {
    const verdict = verdicts.find((each) => each.arm === arm)?.verdict
    return [
      nameOf(look),
      whiskerOf(look, figures.successRate, from),
      text(rateText(figures)),
      text(measuredText(figures, figures.amplification, 'times')),
      text(measuredText(figures, figures.p50LatencyMs, 'ms')),
      text(measuredText(figures, figures.p99LatencyMs, 'ms')),
      text(duplicatesText(figures)),
      text([figures.ok, figures.fail, figures.info].map(count).join(' / ')),
      verdict ? badge(verdict, `${VERDICT_SIGNS[verdict]} ${verdict}`) : text('–'),
    ]
  })
  const head = [
    ...['Strategy', `${from * 100} to 100 %`, 'Success rate', 'Amplification', 'P50 latency', 'P99 latency'],
    ...['Duplicates', 'ok / fail / info', 'Thresholds'],
  ]
  return section(
    'Strategies',
    paragraph(
      `Means over the fault points, each with the same weight; 95 % intervals in brackets. Best success rate first.${anyInAll(arms) ? ` ${IN_ALL_WORDS}` : ''}`,
    ),
    dataTable('Strategies', head, rows),
  )
}

function whiskerOf(look: ChartLook, estimate: Estimate | null, from: number): Markup {
  if (!estimate) return text('–')
  const place = linearScale(0, 1, 8, 132).at
  const at = (share: number) => place((share - from) / (1 - from))
  return tag(
    'td',
    { class: 'whisker' },
    tag(
      'svg',
      { width: 140, height: 16, role: 'img', 'aria-label': estimateWords(estimate, 'percent') },
      tag('rect', { x: 0, y: 6, width: 140, height: 4, rx: 2, fill: 'var(--rs-sunken)' }),
      line(at(estimate.low), 8, at(estimate.high), 8, { stroke: look.colour, 'stroke-width': 2 }),
      markOf(look, at(estimate.value), 8, 10),
    ),
  )
}

export function thresholds({ verdicts }: RunReport, looks: readonly ChartLook[]): Markup[] {
  const rows = verdicts.flatMap(({ arm, results }) => {
    const look = looks[arm]
    if (!look) return []
    return results.map((result) => [
      nameOf(look),
      wordsCell(badge(result.verdict, `${VERDICT_SIGNS[result.verdict]} ${result.verdict}`)),
      wordsCell(tag('code', {}, text(result.expression))),
      wordsCell(text(measuredWords(result))),
    ])
  })
  if (rows.length === 0) return []
  return [
    section('Thresholds', dataTable('Thresholds', ['Strategy', 'Verdict', 'Threshold', 'Measured'], rows)),
  ]
}

export function findings({ findings, trials }: RunReport, looks: readonly ChartLook[]): Markup {
  const items = findings.map((finding) => {
    const look = looks[finding.arm]
    return tag(
      'li',
      {},
      badge(finding.severity, `${finding.severity === 'problem' ? '✕' : '!'} ${finding.severity}`),
      text(' '),
      tag('strong', {}, text(finding.title)),
      text(' '),
      ...(look ? [nameOf(look)] : []),
      tag('p', {}, text(findingText(finding, trials.length))),
      tag('p', { class: 'soft' }, text(`What to do: ${finding.remedy}`)),
    )
  })
  return section(
    'Findings',
    items.length === 0 ? paragraph('Nothing was found.') : tag('ul', { class: 'findings' }, ...items),
  )
}
