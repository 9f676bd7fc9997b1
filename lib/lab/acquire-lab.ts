/** Gets a lab for one run: the external one, the standing one, or a fresh one. */
import { connectExternalLab } from './external/connect-external-lab'
import type { Lab, LabOwner, LabSettings } from './lab'
import { adoptStandingLab } from './process/adopt-standing-lab'
import { startLocalLab } from './process/start-local-lab'

/**
 * Hands out a lab that belongs to the owner until `stop`.
 * @throws LabBusyError when another run owns it; LabError when it cannot be had; the signal's reason when aborted
 */
export async function acquireLab(settings: LabSettings, owner: LabOwner, signal?: AbortSignal): Promise<Lab> {
  signal?.throwIfAborted()
  if (settings.driver === 'external') return connectExternalLab(settings, owner, signal)
  const standing = await adoptStandingLab(settings.labsDirectory, owner)
  return standing ?? startLocalLab(settings, owner, signal)
}
