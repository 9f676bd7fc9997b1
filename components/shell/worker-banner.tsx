'use client'

import { useMounted } from '@mantine/hooks'
import { useWorkerAlive } from '@/components/data/queries'
import { Notice } from '@/components/ui/notice'
import { useServerSilence } from './server-silence'

/** Says that nothing will be run, and what to do about it. */
export function WorkerBanner() {
  const alive = useWorkerAlive()
  const silent = useServerSilence()
  // A page that comes after its frame is made alive when the answer is there already; the server had none.
  const mounted = useMounted()
  if (!mounted || alive !== false || silent) return null
  return (
    <Notice tone="unsure" title="No worker is running">
      Runs wait in the queue. Start one with <code>npm start</code>.
    </Notice>
  )
}
