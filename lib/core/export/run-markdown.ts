/** A run as Markdown: for a pull request, a wiki or a mail. */
import { specText } from '../experiment/write-spec'
import { describeFaultPoint } from '../fault/fault-point'
import { IN_ALL_WORDS, anyInAll, bySuccess } from '../summary/by-success'
import { CELL_METRICS, cellMetrics } from '../summary/cell-metrics'
import type { RunReport } from '../summary/report'
import { count } from '../words/counts'
import { estimateWords, NO_INTERVAL } from '../words/figures'
import { consistency } from './markdown/consistency'
import { escaped, fenced, table } from './markdown/parts'
import { published } from './markdown/published'
import {
  duplicatesText,
  factLines,
  findingText,
  measuredText,
  measuredWords,
  rateText,
  verdictLine,
  VERDICT_SIGNS,
  warnings,
} from './report-words'

/** Verdict first, then figures, then what they rest on. */
export function runMarkdown(report: RunReport): string {
  const sections = [
    `# Run ${report.number} · ${escaped(report.name)}`,
    `**${verdictLine(report)}**`,
    warnings(report)
      .map((words) => `> ⚠ ${escaped(words)}`)
      .join('\n>\n'),
    '## Strategies',
    `Means over the fault points, each with the same weight; 95 % intervals in brackets. Best success rate first.${anyInAll(report.arms) ? ` ${IN_ALL_WORDS}` : ''}`,
    strategies(report),
    ...published(report),
    ...thresholds(report),
    ...findings(report),
    ...consistency(report),
    '## Fault matrix',
    ...CELL_METRICS.map((name) => matrix(report, name)),
    '## Made with',
    factLines(report)
      .map(([name, words]) => `- ${name}: ${escaped(words)}`)
      .join('\n'),
    '## Spec',
    fenced(specText(report.spec)),
  ]
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`
}

function strategies({ arms, spec }: RunReport): string {
  return table(
    [
      'Strategy',
      'Success rate',
      'Amplification',
      'P50 latency',
      'P99 latency',
      'Duplicates',
      'ok',
      'fail',
      'info',
    ],
    arms
      .map((figures, arm) => ({ figures, label: spec.strategies[arm]?.label ?? '' }))
      .sort((a, b) => bySuccess(a.figures, b.figures))
      .map(({ figures, label }) => [
        label,
        rateText(figures),
        measuredText(figures, figures.amplification, 'times'),
        measuredText(figures, figures.p50LatencyMs, 'ms'),
        measuredText(figures, figures.p99LatencyMs, 'ms'),
        duplicatesText(figures),
        ...[figures.ok, figures.fail, figures.info].map(count),
      ]),
  )
}

function thresholds({ verdicts, spec }: RunReport): string[] {
  const rows = verdicts.flatMap(({ arm, results }) =>
    results.map((result) => [
      `${VERDICT_SIGNS[result.verdict]} ${result.verdict}`,
      spec.strategies[arm]?.label ?? '',
      result.expression,
      measuredWords(result),
    ]),
  )
  return rows.length === 0
    ? []
    : ['## Thresholds', table(['Verdict', 'Strategy', 'Threshold', 'Measured'], rows)]
}

function findings({ findings, trials, spec }: RunReport): string[] {
  if (trials.length === 0) return []
  const items = findings.map((finding) => {
    const label = escaped(spec.strategies[finding.arm]?.label ?? '')
    return `- **${finding.severity}: ${escaped(finding.title)}**, ${label}. ${escaped(findingText(finding, trials.length))} What to do: ${escaped(finding.remedy)}`
  })
  return ['## Findings', items.length === 0 ? 'Nothing was found.' : items.join('\n')]
}

function matrix({ points, cells, spec }: RunReport, name: (typeof CELL_METRICS)[number]): string {
  const { title, unit, explanation, read } = cellMetrics[name]
  const rows = points.map((point, pointIndex) => [
    describeFaultPoint(point, spec.matrix.loss.mode),
    ...spec.strategies.map((_, arm) => {
      const cell = cells.find((each) => each.pointIndex === pointIndex && each.arm === arm)
      const estimate = cell && read(cell.figures)
      if (!cell) return 'not run'
      return estimate ? estimateWords(estimate, unit) : NO_INTERVAL
    }),
  ])
  const labels = spec.strategies.map(({ label }) => label)
  return `### ${title}\n\n${explanation}\n\n${table(['Fault point', ...labels], rows)}`
}
