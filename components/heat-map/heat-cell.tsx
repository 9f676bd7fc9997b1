/** One cell: its figure on the colour of its class; hatched where there is too little to estimate from, an empty frame before its first trial. */
import type { CellReport } from '@/lib/core/summary/report'
import { cellWords } from './cell-words'
import { heatClass, type HeatMetric } from './heat-scale'
import styles from './heat-map.module.css'

export function HeatCell({
  cell,
  metric,
  name,
  pointIndex,
  tabStop,
  selected,
  onSelect,
  onPoint,
  onFocus,
}: {
  cell: CellReport | undefined
  metric: HeatMetric
  name: string
  pointIndex: number
  /** Whether Tab reaches this cell; arrow keys reach the others. */
  tabStop: boolean
  selected: boolean
  onSelect?: () => void
  onPoint?: (on: boolean) => void
  onFocus?: () => void
}) {
  const estimate = cell ? metric.read(cell.figures) : null
  const step = estimate ? heatClass(metric, estimate.value) : null
  const paint =
    step === null ? undefined : { background: `var(--rs-heat-${step})`, color: `var(--rs-heat-ink-${step})` }
  const face = (
    <>
      {estimate ? metric.figure(estimate.value) : cell ? '·' : null}
      {cell && cell.suspectTrials > 0 ? (
        <span className={styles.suspect} aria-hidden="true">
          !
        </span>
      ) : null}
    </>
  )
  const words = `${name}: ${cellWords(cell, metric)}`
  const shared = {
    className: styles.cell,
    style: paint,
    'data-empty': step !== null ? undefined : cell ? 'little' : 'not-run',
  }
  if (!onSelect)
    return (
      <td>
        <span {...shared} title={words}>
          {face}
        </span>
      </td>
    )
  return (
    <td>
      <button
        type="button"
        {...shared}
        aria-label={words}
        aria-pressed={selected}
        data-cell={pointIndex}
        tabIndex={tabStop ? 0 : -1}
        onClick={onSelect}
        onPointerEnter={() => onPoint?.(true)}
        onPointerLeave={() => onPoint?.(false)}
        onFocus={() => {
          onPoint?.(true)
          onFocus?.()
        }}
        onBlur={() => onPoint?.(false)}
      >
        {face}
      </button>
    </td>
  )
}
