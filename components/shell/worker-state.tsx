'use client'

import { useWorkerAlive } from '@/components/data/queries'
import styles from './shell.module.css'

/** Whether queued runs will be taken; checked every few seconds. */
export function WorkerState() {
  const alive = useWorkerAlive()
  const words = alive === null ? 'Worker …' : alive ? 'Worker ready' : 'No worker'
  return (
    <span className={styles.worker} role="status">
      <span className={styles.dot} data-alive={alive ?? undefined} aria-hidden="true" />
      {words}
    </span>
  )
}
