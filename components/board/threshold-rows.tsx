/** A threshold with a row for each strategy that it concerns. On a phone each row becomes a card of lines. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Badge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import type { BoardRow, BoardRun, BoardThreshold } from '@/lib/core/runs/board'
import { LimitWhisker } from './limit-whisker'
import { measuredParts, pointWords, thresholdWords, scaleWords, VERDICT_LOOKS } from './objective-words'
import { Trend } from './trend'
import { hasScale, whiskerSpan, type Span } from './trend-data'
import styles from './board.module.css'
import ui from '@/components/ui/ui.module.css'

export function ThresholdRows({
  threshold,
  looks,
  runs,
}: {
  threshold: BoardThreshold
  looks: readonly StrategyLook[]
  runs: readonly BoardRun[]
}) {
  const span = whiskerSpan(threshold)
  const { metric } = threshold.threshold
  const ends = metric === 'successRate' ? { from: Math.max(0, span.from), to: Math.min(1, span.to) } : span
  return (
    <tbody>
      <tr className={styles.threshold}>
        <th scope="rowgroup" colSpan={3}>
          {thresholdWords(threshold.threshold)}
        </th>
        <td className={styles.scale} aria-hidden="true">
          {hasScale(threshold) ? (
            <>
              <span>{scaleWords(metric, Math.max(0, ends.from))}</span>
              <span>{scaleWords(metric, ends.to)}</span>
            </>
          ) : null}
        </td>
        <td />
      </tr>
      {threshold.rows.map((row) => (
        <Row
          key={row.arm}
          row={row}
          look={looks[row.arm]}
          threshold={threshold.threshold}
          runs={runs}
          span={span}
        />
      ))}
    </tbody>
  )
}

function Row({
  row,
  look,
  threshold,
  runs,
  span,
}: {
  row: BoardRow
  look: StrategyLook | undefined
  threshold: BoardThreshold['threshold']
  runs: readonly BoardRun[]
  span: Span
}) {
  const point = row.points.at(-1)
  if (!look || !point) return null
  const { value, interval } = measuredParts(threshold.metric, point.measured)
  const { words, ...badge } = VERDICT_LOOKS[point.verdict]
  return (
    <tr>
      <th scope="row">
        <StrategyName look={look} />
      </th>
      <td>
        <Badge {...badge}>{words}</Badge>
      </td>
      <td className={styles.measured}>
        <strong>{value}</strong> <span className={ui.secondary}>{interval}</span>
      </td>
      <td className={styles.whiskerCell}>
        <LimitWhisker
          look={look}
          point={point}
          span={span}
          words={`${look.label}: ${pointWords(threshold, point).join(', ')}`}
        />
      </td>
      <td>
        <Trend
          name={`${look.label}, ${thresholdWords(threshold)}`}
          colour={look.colour}
          threshold={threshold}
          runs={runs}
          points={row.points}
        />
      </td>
    </tr>
  )
}
