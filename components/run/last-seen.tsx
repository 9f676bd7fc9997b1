/** What was live when the server last answered: dimmed, with the time, so that nobody takes it for now. */
import type { ReactNode } from 'react'
import { timeOfDay } from '@/components/format/duration'
import styles from './run.module.css'

/** `since` is when the server last answered; null while it answers. */
export function LastSeen({ since, children }: { since: number | null; children: ReactNode }) {
  return (
    <div className={styles.lastSeen} data-stale={since === null ? undefined : true}>
      {since === null ? null : (
        <p className={styles.stale} role="status">
          Last seen {timeOfDay(since)}; what happens now is unknown.
        </p>
      )}
      <div>{children}</div>
    </div>
  )
}
