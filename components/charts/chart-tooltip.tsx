/** What stands beside the pointer. Marks carry their own words, so that every chart says the same in the same way. */
import styles from './charts.module.css'

/** A drawn datum that can say what it is. */
export interface Spoken {
  /** First line: what; further lines: figures with their intervals. */
  words: readonly string[]
}

/** Content for Recharts' Tooltip; shows the words of the marks under the pointer. */
export function ChartTooltip({
  active,
  payload,
}: {
  active?: boolean
  payload?: readonly { payload?: unknown }[]
}) {
  const spoken = [...new Set((payload ?? []).map((entry) => entry.payload))].filter(isSpoken)
  if (!active || spoken.length === 0) return null
  return (
    <div className={styles.tooltip}>
      {spoken
        .flatMap(({ words }) => words)
        .map((line, index) => (index === 0 ? <strong key={line}>{line}</strong> : <p key={line}>{line}</p>))}
    </div>
  )
}

function isSpoken(value: unknown): value is Spoken {
  return typeof value === 'object' && value !== null && 'words' in value
}
