/** The figures behind the timeline's charts. */
import { count, milliseconds } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import styles from './timeline.module.css'
import ui from '@/components/ui/ui.module.css'

const COUNTS = [
  ['operations', 'Operations begun'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['attempts', 'Attempts begun'],
  ['retries', 'retries'],
  ['errors', 'Failed attempts'],
  ['refused', 'Refused tries'],
] as const satisfies readonly (readonly [keyof TimeBucket, string])[]

export function TimelineTable({
  arms,
  looks,
}: {
  arms: readonly (readonly TimeBucket[])[]
  looks: readonly StrategyLook[]
}) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Figures of the timeline">
      <table className={ui.table}>
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            <th scope="col" className={ui.figure}>
              From, s
            </th>
            {COUNTS.map(([key, title]) => (
              <th key={key} scope="col" className={ui.figure}>
                {title}
              </th>
            ))}
            <th scope="col" className={ui.figure}>
              P50 latency
            </th>
            <th scope="col" className={ui.figure}>
              Longest
            </th>
          </tr>
        </thead>
        <tbody>
          {arms.flatMap((buckets, arm) =>
            buckets.map((bucket) => (
              <tr key={`${arm}/${bucket.startMs}`}>
                <th scope="row">{looks[arm]?.label}</th>
                <td className={ui.figure}>{(bucket.startMs / 1000).toFixed(1)}</td>
                {COUNTS.map(([key]) => (
                  <td key={key} className={ui.figure}>
                    {count(bucket[key])}
                  </td>
                ))}
                <td className={ui.figure}>{milliseconds(bucket.p50LatencyMs)}</td>
                <td className={ui.figure}>{milliseconds(bucket.maxLatencyMs)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
