/** At the worker's start: what a crash has left in an external lab goes now, not only when the next run begins. */
import type { LabSettings } from '@/lib/lab/lab'
import { LabStuckError } from '@/lib/lab/lab-error'
import { externalDirectory } from '@/lib/lab/external/external-address'
import { clearExternalLab } from '@/lib/lab/external/external-session'
import { nameStuckIn, reconcileCleanLab } from './reconcile-faults'
import type { WorkerPorts } from '../worker-ports'

/** What cannot be removed is said, and the next run is refused for it. @throws DatabaseError */
export async function clearAtStart(
  settings: LabSettings,
  ports: Pick<WorkerPorts, 'db' | 'log'>,
): Promise<void> {
  if (settings.driver !== 'external') return
  const lab = externalDirectory(settings)
  let removed: string[] | null
  try {
    removed = await clearExternalLab(settings, { kind: 'watchdog', id: 'worker start' })
  } catch (error) {
    ports.log.warn(
      { err: error },
      'the external lab could not be looked through for what a crash may have left',
    )
    if (error instanceof LabStuckError) await nameStuckIn(lab, error.message, ports)
    return
  }
  if (removed === null) return
  if (removed.length > 0)
    ports.log.info({ removed }, 'removed what an earlier crash left in the external lab, and read back')
  await reconcileCleanLab(lab, ports)
}
