/** What a strategy pays in speed for the errors that it avoids. */
import { describeFaultPoint } from '../../fault/fault-point'
import type { Estimate } from '../../summary/interval'
import type { CellFigures, RunReport } from '../../summary/report'
import { estimateWords, number } from '../../words/figures'
import type { ChartLook } from '../svg/marks'
import { text, type Markup } from '../svg/markup'
import { scatterChart, type ScatterMark } from '../svg/scatter-chart'
import { dataTable, figure, nameOf, paragraph, section } from './parts'

export function tradeOff(report: RunReport, looks: readonly ChartLook[]): Markup {
  const title = 'Throughput against error rate'
  const marks = looks.map((look, arm) => ({
    all: markOfFigures(report.arms[arm], look.label),
    parts:
      report.points.length < 2
        ? []
        : report.cells
            .filter((cell) => cell.arm === arm)
            .flatMap((cell) => {
              const point = report.points[cell.pointIndex]
              const place = point ? describeFaultPoint(point, report.spec.matrix.loss.mode) : ''
              return markOfFigures(cell.figures, `${look.label}, ${place}`) ?? []
            }),
  }))
  if (marks.every(({ all, parts }) => all === null && parts.length === 0))
    return section(title, paragraph('No rate with an interval: longer trials or more repetitions give one.'))
  const isOpen = report.spec.workload.load.mode !== 'closed'
  const words = `Operations per second of the window against the share without success; up and left is better. Whiskers: 95 %. Faint: single fault points.${isOpen ? ' The load is open: throughput is what was asked for.' : ''}`
  const chart = scatterChart({
    ...{
      words: title,
      xTitle: 'operations without success, %',
      yTitle: 'operations per second',
      looks,
      marks,
    },
    writeX: (value) => `${Number((value * 100).toPrecision(4))} %`,
    writeY: (value) => number(value),
  })
  const rows = looks.map((look, arm) => {
    const mark = marks[arm]?.all
    return [
      nameOf(look),
      text(estimateWords(mark?.x ?? null, 'percent')),
      text(estimateWords(mark?.y ?? null, 'per-second')),
    ]
  })
  return section(
    title,
    paragraph(words),
    figure(chart, looks, dataTable(`Numbers: ${title}`, ['Strategy', 'Error rate', 'Operations/s'], rows)),
  )
}

/** Null where one of the two has no interval. */
function markOfFigures(figures: CellFigures | undefined, name: string): ScatterMark | null {
  const errors = errorsOf(figures?.successRate ?? null)
  const speed = figures?.throughputPerSecond ?? null
  if (!errors || !speed) return null
  return {
    ...{ x: errors, y: speed },
    words: `${name}: errors ${estimateWords(errors, 'percent')}, ${estimateWords(speed, 'per-second')}`,
  }
}

/** The success rate's interval turned round. */
function errorsOf(rate: Estimate | null): Estimate | null {
  return rate && { value: 1 - rate.value, low: 1 - rate.high, high: 1 - rate.low }
}
