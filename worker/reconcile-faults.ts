/** Looks after faults that crashed runs may have left in a lab, before anything new runs. */
import { forgetLeftoverFaults, labsWithLeftovers, leftoverFaults } from '@/lib/db/open-faults'
import { isLocalLabGone } from '@/lib/lab/process/lab-gone'
import { writePatiently } from './patient-write'
import type { WorkerPorts } from './worker-ports'

type Ports = Pick<WorkerPorts, 'db' | 'log'>

/** Forgets the faults of local labs that have ended, and names those that are still to be removed. */
export async function reconcileEndedLabs({ db, log }: Ports): Promise<void> {
  for (const lab of await writePatiently(() => labsWithLeftovers(db), log)) {
    if (isLocalLabGone(lab)) await forget(lab, { db, log }, 'its lab has ended')
    else
      log.warn(
        { lab },
        'faults of a run that has died may still be set here; they are removed before the lab is used',
      )
  }
}

/** To be called when a lab was just taken: it was read back and is free of faults. */
export function reconcileCleanLab(lab: string, ports: Ports): Promise<void> {
  return forget(lab, ports, 'they were removed, and the lab was read back')
}

async function forget(lab: string, { db, log }: Ports, why: string): Promise<void> {
  const faults = await writePatiently(() => leftoverFaults(lab, db), log)
  for (const { runNumber, trialIndex, entry } of faults)
    log.info(
      { lab, run: runNumber, trial: trialIndex, fault: entry.what, state: entry.state },
      `a fault that was left over is gone: ${why}`,
    )
  await writePatiently(() => forgetLeftoverFaults(lab, db), log)
}
