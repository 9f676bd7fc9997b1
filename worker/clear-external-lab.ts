/** At the worker's start: what a crash has left in an external lab goes now, not only when the next run begins. */
import type { LabSettings } from '@/lib/lab/lab'
import { clearExternalLab } from '@/lib/lab/external/external-session'
import type { Log } from './log'

/** Never rejects: what cannot be removed is said, and the next run is refused for it. */
export async function clearAtStart(settings: LabSettings, log: Log): Promise<void> {
  if (settings.driver !== 'external') return
  try {
    const removed = await clearExternalLab(settings, { kind: 'watchdog', id: 'worker start' })
    if (removed.length > 0)
      log.info({ removed }, 'removed what an earlier crash left in the external lab, and read back')
  } catch (error) {
    log.warn({ err: error }, 'the external lab could not be looked through for what a crash may have left')
  }
}
