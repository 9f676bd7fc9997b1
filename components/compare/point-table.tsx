/** A row per fault point, a column per strategy; each cell with its sign, its verdict in words and the difference, on the verdict's ground. */
import { differenceWords, verdictLook } from '@/components/run/against-words'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import type { Comparison, ComparedMetric, StrategyComparison } from '@/lib/core/comparison/compare-runs'
import styles from './compare.module.css'
import ui from '@/components/ui/ui.module.css'

export function PointTable({
  rows,
  metric,
}: {
  rows: readonly { look: StrategyLook; strategy: StrategyComparison }[]
  metric: ComparedMetric
}) {
  const names = new Map(
    rows.flatMap(({ strategy }) =>
      strategy.cells.map(({ pointIndex, point }) => [pointIndex, point] as const),
    ),
  )
  const points = [...names].sort(([a], [b]) => a - b)
  return (
    <div className={ui.tableScroll} tabIndex={0} role="region" aria-label="Differences by fault point">
      <table className={`${ui.table} ${styles.points}`}>
        <thead>
          <tr>
            <th scope="col">Fault point</th>
            {rows.map(({ look }) => (
              <th key={look.label} scope="col">
                <StrategyName look={look} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(([pointIndex, point]) => (
            <tr key={pointIndex}>
              <th scope="row">{point}</th>
              {rows.map(({ look, strategy }) => {
                const cell = strategy.cells.find((one) => one.pointIndex === pointIndex)
                const comparison = cell?.comparisons[0]
                return comparison ? (
                  <PointCell key={look.label} comparison={comparison} metric={metric} />
                ) : (
                  <td key={look.label}>–</td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PointCell({ comparison, metric }: { comparison: Comparison; metric: ComparedMetric }) {
  const { tone, sign, words } = verdictLook(comparison)
  return (
    <td data-tone={tone} title={comparison.reason ?? undefined}>
      <span className={styles.verdict}>
        <span aria-hidden="true">{sign}</span> {words}
      </span>
      <span className={styles.difference}>{differenceWords(metric, comparison)}</span>
    </td>
  )
}
