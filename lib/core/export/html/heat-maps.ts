/** Every metric over the fault matrix: one map per strategy where several dimensions vary, one table where one does. */
import { describeFaultPoint } from '../../fault/fault-point'
import { counted } from '../../words/counts'
import { figureWords, intervalWords, NO_INTERVAL } from '../../words/figures'
import {
  CELL_METRICS,
  cellMetrics,
  classOfValue,
  countsInstead,
  isVague,
  type CellMetric,
} from '../../summary/cell-metrics'
import { heatAxes, variedDimensions, type HeatAxes } from '../../summary/heat-axes'
import type { CellReport, RunReport } from '../../summary/report'
import type { ChartLook } from '../svg/marks'
import { tag, text, type Markup } from '../svg/markup'
import type { RunView } from '../view'
import { breakable, dataTable, nameOf, paragraph, section } from './parts'

type Place = (pointIndex: number | null, arm: number) => Markup

/** The metric of the view stands open, and its cell is marked. */
export function heatMaps(report: RunReport, looks: readonly ChartLook[], view: RunView): Markup {
  const cells = new Map(report.cells.map((cell) => [`${cell.pointIndex}/${cell.arm}`, cell]))
  const varied = variedDimensions(report.points)
  const across = view.columns ?? varied[0]
  const axes =
    varied.length > 1 && across !== undefined ? heatAxes(report.points, across, report.spec.matrix) : null
  const maps = CELL_METRICS.map((name) => {
    const metric = cellMetrics[name]
    const at: Place = (pointIndex, arm) =>
      pointIndex === null
        ? tag('td', { class: 'hole' }, text('no such point'))
        : heatCell(
            metric,
            cells.get(`${pointIndex}/${arm}`),
            view.cell?.pointIndex === pointIndex && view.cell.arm === arm,
          )
    return tag(
      'details',
      name === view.metric ? { open: '' } : {},
      tag('summary', {}, text(metric.title)),
      paragraph(`${metric.explanation} ${metric.higherIsBetter ? 'Higher' : 'Lower'} is better.`),
      scaleOf(metric),
      axes ? maps2d(metric, axes, looks, at) : oneTable(metric, report, looks, at),
    )
  })
  return section(
    'Fault matrix',
    paragraph(
      `Each cell: the estimate and its 95 % interval. Hatched: too little was measured for an interval; of successes the counts. ~: the interval reaches over three colours or more.${view.cell ? ' Framed: the cell that was chosen.' : ''}`,
    ),
    ...maps,
  )
}

function oneTable(
  metric: CellMetric,
  { points, spec }: RunReport,
  looks: readonly ChartLook[],
  at: Place,
): Markup {
  const rows = points.map((point, pointIndex) => [
    text(describeFaultPoint(point, spec.matrix.loss.mode)),
    ...looks.map((_, arm) => at(pointIndex, arm)),
  ])
  return dataTable(metric.title, ['Fault point', ...looks.map(({ label }) => label)], rows, { class: 'map' })
}

function maps2d(metric: CellMetric, axes: HeatAxes, looks: readonly ChartLook[], at: Place): Markup {
  const { rowTitle, columnTitle, columns, rows, everywhere } = axes
  const head = [rowTitle, ...columns.map(({ label }) => label)]
  return tag(
    'div',
    {},
    paragraph(
      `Across: ${columnTitle}. Down: ${rowTitle}.${everywhere === '' ? '' : ` Everywhere: ${everywhere}.`}`,
    ),
    tag(
      'div',
      { class: 'maps' },
      ...looks.map((look, arm) =>
        tag(
          'div',
          {},
          tag('h3', {}, nameOf(look)),
          dataTable(
            `${metric.title}: ${look.label}`,
            head,
            rows.map(({ label, points }) => [
              text(label),
              ...points.map((pointIndex) => at(pointIndex, arm)),
            ]),
            { class: 'map' },
          ),
        ),
      ),
    ),
  )
}

/** The classes of a map from worst to best. */
function scaleOf(metric: CellMetric): Markup {
  const { bounds, higherIsBetter, unit } = metric
  const write = (bound = 0) =>
    unit === 'percent' ? `${Number((bound * 100).toFixed(1))} %` : figureWords(bound, unit)
  const ranges = Array.from({ length: bounds.length + 1 }, (_, index) => {
    if (index === 0) return `< ${write(bounds[0])}`
    if (index === bounds.length) return `≥ ${write(bounds.at(-1))}`
    return `≥ ${write(bounds[index - 1])}`
  })
  const steps = (higherIsBetter ? ranges : ranges.toReversed()).map((words, step) =>
    tag('li', { class: `h${step}` }, text(words)),
  )
  return tag('ol', { class: 'scale', 'aria-label': 'Scale from worst to best' }, ...steps)
}

function heatCell(metric: CellMetric, cell: CellReport | undefined, isChosen: boolean): Markup {
  const chosen = isChosen ? ' chosen' : ''
  const frame = isChosen ? [tag('b', { class: 'tell' }, text('chosen: '))] : []
  if (!cell) return tag('td', { class: `hole${chosen}` }, ...frame, text('not run'))
  const estimate = metric.read(cell.figures)
  const suspect = cell.suspectTrials > 0 ? ' !' : ''
  if (!estimate) {
    const counts = countsInstead(metric, cell.figures)
    return tag(
      'td',
      { class: `little${chosen}`, title: counted(cell.figures.operations, 'operation') },
      ...frame,
      text(`${counts ?? NO_INTERVAL}${suspect}`),
      ...(counts === null ? [] : [tag('span', {}, text(NO_INTERVAL))]),
    )
  }
  const ends = breakable(text(intervalWords(estimate, metric.unit)))
  const words = `${counted(cell.figures.operations, 'operation')}; trials: ${cell.trials}, suspect ones: ${cell.suspectTrials}`
  return tag(
    'td',
    { class: `h${classOfValue(metric, estimate.value)}${chosen}`, title: words },
    ...frame,
    text(`${isVague(metric, estimate) ? '~' : ''}${figureWords(estimate.value, metric.unit)}${suspect}`),
    tag('span', {}, ends),
  )
}
