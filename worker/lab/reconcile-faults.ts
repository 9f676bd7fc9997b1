/** Looks after what is written down of faults: forgets those of labs without them, and calls stuck what may be left. */
import type { Claim } from '@/lib/db/claim-run'
import {
  faultsBeforeClaim,
  forgetFaults,
  forgetLeftoverFaults,
  keepStuck,
  labsWithLeftovers,
  leftoverFaults,
  markStuck,
} from '@/lib/db/open-faults'
import { isLocalLabGone } from '@/lib/lab/process/lab-gone'
import type { ClosedLab } from './lab-session'
import { writePatiently } from '../patient-write'
import type { WorkerPorts } from '../worker-ports'

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

/**
 * To be called when the claim's lab was let go of: its faults went with it, or are stuck. Never rejects.
 * @returns the lab's problem; null when no fault can be left there
 */
export async function reconcileClosedLab(
  claim: Claim,
  { directory, problem }: ClosedLab,
  { db, log }: Ports,
): Promise<string | null> {
  try {
    return await writePatiently(async () => {
      if (problem !== null && !isLocalLabGone(directory))
        return (await keepStuck(claim, directory, problem, db)) > 0 ? problem : null
      await forgetFaults(claim, directory, db)
      return null
    }, log)
  } catch (error) {
    // What is written down is looked after before anything new runs.
    log.warn(
      { err: error, runId: claim.runId, lab: directory },
      'what became of a lab’s faults could not be stored',
    )
    return problem
  }
}

/** Calls stuck what earlier claims of a run may have left, which has now found its lab to be stuck. Never rejects. */
export async function nameStuckBefore(claim: Claim, problem: string, { db, log }: Ports): Promise<void> {
  try {
    await writePatiently(async () => {
      const faults = await faultsBeforeClaim(claim, db)
      await markStuck(
        faults.filter(({ lab }) => !isLocalLabGone(lab)),
        problem,
        db,
      )
    }, log)
  } catch (error) {
    log.warn({ err: error, runId: claim.runId }, 'faults that are stuck could not be stored as such')
  }
}

/** Calls stuck what dead workers may have left in a lab, when it could not be removed. */
export async function nameStuckIn(lab: string, problem: string, { db, log }: Ports): Promise<void> {
  await writePatiently(async () => markStuck(await leftoverFaults(lab, db), problem, db), log)
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
