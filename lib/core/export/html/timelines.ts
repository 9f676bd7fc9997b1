/** Trials over time: goodput, retries, failed attempts and latency, with faults and changes of leader behind them. */
import { describeFaultPoint } from '../../fault/fault-point'
import type { RunReport, TrialReport } from '../../summary/report'
import { timelineEndMs } from '../../summary/timeline-end'
import { number } from '../../words/figures'
import { stallWords } from '../../words/leader-words'
import { behindWords, bucketWords } from '../../words/timeline-words'
import { drawnWords, type TrialTimeline } from '../drawn-trials'
import type { ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import { timeCharts } from '../svg/time-charts'
import { TIMELINE_MEASURES, timePoints } from '../../summary/timeline-measures'
import { faultLanes, timeFigures } from '../timeline-data'
import { leaderChanges } from './leader-changes'
import { dataTable, figure, nameOf, paragraph, section } from './parts'

/**
 * Nothing where no course was given.
 * @param openTrial the trial that stands open, counted from 1; null = the first one
 */
export function timelines(
  report: RunReport,
  drawn: readonly TrialTimeline[],
  looks: readonly ChartLook[],
  openTrial: number | null,
): Markup[] {
  const known = drawn.flatMap((timeline) => {
    const trial = report.trials.find(({ index }) => index === timeline.trial)
    return trial ? [{ trial, timeline }] : []
  })
  const open = known.find(({ trial }) => trial.index + 1 === openTrial) ?? known[0]
  if (!open) return []
  const sequential =
    report.spec.arms === 'sequential'
      ? ' Strategies ran one after the other: each from the begin of its own window.'
      : ''
  return [
    section(
      'Timeline',
      paragraph(
        `${drawnWords(report, drawn)}${sequential} Grey at the right: after the window, until the last operation has ended. A strategy’s mark stands at its highest value.`,
      ),
      ...known.map(({ trial, timeline }) => timelineOf(report, trial, timeline, looks, trial === open.trial)),
    ),
  ]
}

function timelineOf(
  { number: run, points, spec }: RunReport,
  trial: TrialReport,
  { arms }: TrialTimeline,
  looks: readonly ChartLook[],
  isOpen: boolean,
): Markup {
  const { index, pointIndex, quality, windowMs, ledger, leaderEvents } = trial
  const title = `Trial ${index + 1}`
  const point = points[pointIndex]
  const place = point ? describeFaultPoint(point, spec.matrix.loss.mode) : ''
  const summary = text(`${title} · ${place}${quality === 'suspect' ? ' · ! suspect' : ''}`)
  const charts = TIMELINE_MEASURES.map((measure) => ({
    ...{ title: measure.title, explanation: measure.explanation },
    lines: looks.map((look, arm) => ({ look, points: timePoints(arms[arm] ?? [], measure) })),
  }))
  const drawn = charts.some(({ lines }) => lines.some((line) => line.points.length > 0))
    ? [
        figure(
          timeCharts({
            ...{ words: `${title} over time`, windowMs, endMs: timelineEndMs(windowMs, arms, []), charts },
            lanes: faultLanes(
              ledger,
              looks.map(({ label }) => label),
            ),
            changes: (leaderEvents ?? []).map((event) => ({ ...event, words: stallWords(event) })),
          }),
          looks,
          numbersOf(title, charts, looks),
        ),
        paragraph(
          `Buckets of ${bucketWords(arms)}; each of them: GET /api/runs/${run}/trials/${index + 1}/timeline. ${behindWords(trial)}`,
        ),
      ]
    : [paragraph('This trial was stored before its course was kept.')]
  return tag(
    'details',
    isOpen ? { open: '' } : {},
    tag('summary', {}, summary),
    ...drawn,
    ...leaderChanges(leaderEvents ?? [], looks),
  )
}

type Charts = Parameters<typeof timeCharts>[0]['charts']

/** The highest value and the mean over time of every line. */
function numbersOf(title: string, charts: Charts, looks: readonly ChartLook[]): Markup {
  const head = charts.flatMap(({ title: measure }) => [`${measure}: most`, 'mean over time'])
  const rows = looks.map((look, arm) => [
    nameOf(look),
    ...charts.flatMap(({ lines }) => {
      const figures = timeFigures(lines[arm]?.points ?? [])
      return figures ? [number(figures.most), number(figures.mean)].map(text) : [text('–'), text('–')]
    }),
  ])
  return dataTable(`Numbers of ${title.toLowerCase()} over time`, ['Strategy', ...head], rows)
}
