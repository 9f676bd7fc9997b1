/** One cell: its figure on the colour of its class; hatched where there is too little to estimate from, an empty frame before its first trial. */
import { memo } from 'react'
import { countsInstead, isVague } from '@/lib/core/summary/cell-metrics'
import type { CellReport } from '@/lib/core/summary/report'
import { cellWords, NOT_RUN_WORDS } from './cell-words'
import { heatClass, type HeatMetric } from './heat-scale'
import styles from './heat-map.module.css'

/** Hundreds of them stand on a page: only those are drawn again that show something else. Their map hears what is done to them. */
export const HeatCell = memo(function HeatCell({
  cell,
  metric,
  name,
  pointIndex,
  tabStop,
  selected,
  canBeChosen,
  threads,
}: {
  cell: CellReport | undefined
  metric: HeatMetric
  name: string
  pointIndex: number
  /** Whether Tab reaches this cell; arrow keys reach the others. */
  tabStop: boolean
  selected: boolean
  canBeChosen: boolean
  /** Open threads about it. */
  threads: number
}) {
  const estimate = cell ? metric.read(cell.figures) : null
  const step = estimate ? heatClass(metric, estimate.value) : null
  const figure = estimate ? `${isVague(metric, estimate) ? '~' : ''}${metric.figure(estimate.value)}` : null
  const words = figure ?? (cell ? littleText(cell, metric) : null)
  // Words alone wherever possible: each further part costs as much as the cell, and there are hundreds of them.
  const face =
    threads === 0 ? (
      words
    ) : (
      <>
        {words}
        <span className={styles.threads} aria-hidden="true">
          {threads}
        </span>
      </>
    )
  const looks = {
    className: styles.cell,
    'data-step': step ?? undefined,
    'data-suspect': (cell && cell.suspectTrials > 0) || undefined,
    'data-empty': step !== null ? undefined : cell ? 'little' : 'not-run',
  }
  if (!canBeChosen)
    return (
      <td {...looks} title={`${name}: ${cellWords(cell, metric)}`}>
        {face}
      </td>
    )
  return (
    <td
      {...looks}
      role="gridcell"
      aria-label={`${name}: ${shortWords(cell, metric, figure)}${threads > 0 ? `; open threads: ${threads}` : ''}`}
      aria-selected={selected}
      data-cell={pointIndex}
      tabIndex={tabStop ? 0 : -1}
    >
      {face}
    </td>
  )
})

/** What a cell shows, for who hears it; its interval and what it rests on are told below the maps when it has the focus. */
function shortWords(cell: CellReport | undefined, metric: HeatMetric, figure: string | null): string {
  if (!cell) return NOT_RUN_WORDS
  const suspect = cell.suspectTrials > 0 ? ', suspect' : ''
  if (figure !== null) return `${metric.title} ${figure} ${metric.unit}${suspect}`
  const counts = littleText(cell, metric)
  return `${metric.title} ${counts === LITTLE ? '' : `${counts}, `}no estimate${suspect}`
}

/** More does not fit into a cell. */
const MOST_LETTERS = 7
const LITTLE = '·'

/** What stands where there is no estimate. */
function littleText({ figures }: CellReport, metric: HeatMetric): string {
  const counts = countsInstead(metric, figures)
  return counts !== null && counts.length <= MOST_LETTERS ? counts : LITTLE
}
