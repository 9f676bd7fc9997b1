/** A row per fault point, a column per strategy; each cell with its sign, its verdict in words and the difference, on the verdict's ground. */
import { differenceWords, verdictLook } from '@/components/run/against-words'
import { ByPointTable } from '@/components/run/by-point-table'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Comparison, ComparedMetric, StrategyComparison } from '@/lib/core/comparison/compare-runs'
import styles from './compare.module.css'

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
  const points = [...names].sort(([a], [b]) => a - b).map(([pointIndex, name]) => ({ pointIndex, name }))
  return (
    <ByPointTable
      label="Differences by fault point"
      points={points}
      looks={rows.map(({ look }) => look)}
      className={styles.points}
      cell={(pointIndex, column) => {
        const cell = rows[column]?.strategy.cells.find((one) => one.pointIndex === pointIndex)
        const comparison = cell?.comparisons[0]
        return comparison ? (
          <PointCell key={column} comparison={comparison} metric={metric} />
        ) : (
          <td key={column}>–</td>
        )
      }}
    />
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
