/** Gets a lab for one run: the external one, the standing one, or a fresh one. */
import type { Capability } from '@/lib/core/fault/fault'
import { connectExternalLab } from './external/connect-external-lab'
import type { Lab, LabOwner, LabSettings, LocalLabSettings, WantedTarget } from './lab'
import { checkCapabilities, NO_NEEDS } from './lab-capabilities'
import { adoptStandingLab } from './process/adopt-standing-lab'
import { takeLocalLabs } from './process/local-lock'
import { startLocalLab } from './process/start-local-lab'

/**
 * Hands out a lab that belongs to the owner until `stop`.
 * @param needs what it must be able to do: a fresh one is built to fit, others are refused with the reason where they lack it
 * @param wanted what stands behind its Toxiproxy
 * @throws LabBusyError when another run owns it; LabError when it cannot be had; the signal's reason when aborted
 */
export async function acquireLab(
  settings: LabSettings,
  owner: LabOwner,
  needs: ReadonlySet<Capability> = NO_NEEDS,
  signal?: AbortSignal,
  wanted: WantedTarget = { kind: 'etcd' },
): Promise<Lab> {
  signal?.throwIfAborted()
  if (settings.driver === 'local') return acquireLocalLab(settings, owner, needs, signal, wanted)
  const lab = await connectExternalLab(settings, owner, signal, wanted)
  try {
    checkCapabilities(lab.capabilities, needs)
    return lab
  } catch (error) {
    await lab.stop()
    throw error
  }
}

async function acquireLocalLab(
  settings: LocalLabSettings,
  owner: LabOwner,
  needs: ReadonlySet<Capability>,
  signal: AbortSignal | undefined,
  wanted: WantedTarget,
): Promise<Lab> {
  const release = takeLocalLabs(settings.labsDirectory, owner)
  try {
    // The standing lab is one of etcd.
    const standing =
      wanted.kind === 'etcd' ? await adoptStandingLab(settings.labsDirectory, owner, needs) : null
    const lab = standing ?? (await startLocalLab(settings, owner, needs, signal, wanted))
    // Only when nothing of it runs any more: the next run must not begin beside what is still ending.
    return { ...lab, stop: () => lab.stop().finally(release) }
  } catch (error) {
    release()
    throw error
  }
}
