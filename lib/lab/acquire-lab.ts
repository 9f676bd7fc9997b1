/** Gets a lab for one run: the external one, a standing one, or a fresh one. */
import type { Lab, LabOwner, LabSettings } from './lab'
import { LabError } from './lab-error'

/**
 * Hands out a lab that belongs to the owner until `stop`.
 * @throws LabBusyError when another run owns it; LabError when it cannot be had; the signal's reason when aborted
 */
export function acquireLab(settings: LabSettings, owner: LabOwner, signal?: AbortSignal): Promise<Lab> {
  signal?.throwIfAborted()
  return Promise.reject(new LabError(`No ${settings.driver} lab for ${owner.kind} ${owner.id} yet.`))
}
