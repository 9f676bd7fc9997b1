/** One cell: its figure on the colour of its class; hatched while there is nothing to estimate from. */
import type { CellReport } from '@/lib/core/summary/report'
import { cellWords } from './cell-words'
import { heatClass, type HeatMetric } from './heat-scale'
import styles from './heat-map.module.css'

export function HeatCell({
  cell,
  metric,
  name,
  selected,
  onSelect,
  onPoint,
}: {
  cell: CellReport | undefined
  metric: HeatMetric
  name: string
  selected: boolean
  onSelect?: () => void
  onPoint?: (on: boolean) => void
}) {
  const estimate = cell ? metric.read(cell.figures) : null
  const step = estimate ? heatClass(metric, estimate.value) : null
  const paint =
    step === null ? undefined : { background: `var(--rs-heat-${step})`, color: `var(--rs-heat-ink-${step})` }
  const face = (
    <>
      {estimate ? metric.figure(estimate.value) : '·'}
      {cell && cell.suspectTrials > 0 ? (
        <span className={styles.suspect} aria-hidden="true">
          !
        </span>
      ) : null}
    </>
  )
  const words = `${name}: ${cellWords(cell, metric)}`
  const shared = { className: styles.cell, style: paint, 'data-empty': step === null || undefined }
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
        data-cell
        onClick={onSelect}
        onPointerEnter={() => onPoint?.(true)}
        onPointerLeave={() => onPoint?.(false)}
        onFocus={() => onPoint?.(true)}
        onBlur={() => onPoint?.(false)}
      >
        {face}
      </button>
    </td>
  )
}
