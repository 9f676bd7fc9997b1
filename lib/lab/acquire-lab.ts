/** Gets a lab for one run: the external one, the standing one, or a fresh one. */
import type { Capability } from '@/lib/core/fault/fault'
import { connectExternalLab } from './external/connect-external-lab'
import type { Lab, LabOwner, LabSettings, LocalLabSettings } from './lab'
import { checkCapabilities, EXTERNAL_CAPABILITIES, NO_NEEDS } from './lab-capabilities'
import { adoptStandingLab } from './process/adopt-standing-lab'
import { takeLocalLabs } from './process/local-lock'
import { startLocalLab } from './process/start-local-lab'

/**
 * Hands out a lab that belongs to the owner until `stop`.
 * @param needs what it must be able to do: a fresh one is built to fit, others are refused with the reason where they lack it
 * @throws LabBusyError when another run owns it; LabError when it cannot be had; the signal's reason when aborted
 */
export async function acquireLab(
  settings: LabSettings,
  owner: LabOwner,
  needs: ReadonlySet<Capability> = NO_NEEDS,
  signal?: AbortSignal,
): Promise<Lab> {
  signal?.throwIfAborted()
  if (settings.driver === 'local') return acquireLocalLab(settings, owner, needs, signal)
  checkCapabilities(EXTERNAL_CAPABILITIES, needs)
  return connectExternalLab(settings, owner, signal)
}

async function acquireLocalLab(
  settings: LocalLabSettings,
  owner: LabOwner,
  needs: ReadonlySet<Capability>,
  signal: AbortSignal | undefined,
): Promise<Lab> {
  const release = takeLocalLabs(settings.labsDirectory, owner)
  try {
    const standing = await adoptStandingLab(settings.labsDirectory, owner, needs)
    const lab = standing ?? (await startLocalLab(settings, owner, needs, signal))
    // Only when nothing of it runs any more: the next run must not begin beside what is still ending.
    return { ...lab, stop: () => lab.stop().finally(release) }
  } catch (error) {
    release()
    throw error
  }
}
