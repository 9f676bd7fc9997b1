/**
 * A row per fault point, a column per strategy; each cell with its sign, its verdict in words and the difference, on the verdict's
 * ground. The difference leads to the cell of the run that was held against the baseline: what it rests on stands there.
 */
import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { ByPointTable } from '@/components/run/by-point-table'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { Comparison, ComparedMetric, StrategyComparison } from '@/lib/core/comparison/compare-runs'
import { verdictLook } from '@/lib/core/comparison/verdict-look'
import { differenceWords } from '@/lib/core/words/compared-words'
import { cellText } from '@/lib/core/runs/cell-address'
import styles from './compare.module.css'

export function PointTable({
  runId,
  rows,
  metric,
}: {
  /** Of the run whose strategies and fault points these are. */
  runId: string
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
        const strategy = rows[column]?.strategy
        const cell = strategy?.cells.find((one) => one.pointIndex === pointIndex)
        const comparison = cell?.comparisons[0]
        return strategy && comparison ? (
          <PointCell
            key={column}
            comparison={comparison}
            suspect={cell.suspect}
            metric={metric}
            href={`/runs/${runId}?cell=${cellText({ pointIndex, arm: strategy.arm })}`}
          />
        ) : (
          <td key={column}>–</td>
        )
      }}
    />
  )
}

function PointCell({
  comparison,
  suspect,
  metric,
  href,
}: {
  comparison: Comparison
  /** Trials of either run at this point are. */
  suspect: boolean
  metric: ComparedMetric
  href: string
}) {
  const { tone, sign, words } = verdictLook({ verdict: comparison.verdict, suspect })
  return (
    <td data-tone={tone} title={comparison.reason ?? undefined}>
      <span className={styles.verdict}>
        <span aria-hidden="true">{sign}</span> {words}
      </span>
      {/* A matrix has hundreds of them: none is fetched before it is asked for. */}
      <Anchor component={Link} href={href} prefetch={false} className={styles.difference} c="inherit">
        {differenceWords(metric, comparison)}
      </Anchor>
    </td>
  )
}
