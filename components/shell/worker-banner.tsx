'use client'

import { useWorkerAlive } from '@/components/data/queries'
import { Notice } from '@/components/ui/notice'
import { useServerSilence } from './server-silence'

/** Says that nothing will be run, and what to do about it. */
export function WorkerBanner() {
  const alive = useWorkerAlive()
  const silent = useServerSilence()
  if (alive !== false || silent) return null
  return (
    <Notice tone="unsure" title="No worker is running">
      Runs wait in the queue. Start one with <code>npm start</code>.
    </Notice>
  )
}
