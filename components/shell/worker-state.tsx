'use client'

import { useWorkerAlive } from '@/components/data/queries'
import { useServerSilence } from './server-silence'
import styles from './shell.module.css'

/** Whether queued runs will be taken; checked every few seconds. */
export function WorkerState() {
  const known = useWorkerAlive()
  // The last answer says nothing about now.
  const silent = useServerSilence()
  const alive = silent ? null : known
  const words = silent ? 'Worker unknown' : alive === null ? 'Worker …' : alive ? 'Worker ready' : 'No worker'
  return (
    <span className={styles.worker} role="status">
      <span className={styles.dot} data-alive={alive ?? undefined} aria-hidden="true" />
      {words}
    </span>
  )
}
