/** What a worker writes about its run while it works on it. */
import type { RunEnvironment, RunProgress } from '@/lib/core/summary/report'
import type { Claim } from './claim-run'
import { database, query, type Database } from './database'
import { asJson } from './stored-json'

export interface HeartbeatAnswer {
  /** False: another worker has the run, or it has ended. Stop at once and write nothing. */
  stillOwned: boolean
  cancelRequested: boolean
}

/** Says that the run is being worked on, optionally with its progress, and learns whether to go on. */
export async function heartbeatRun(
  claim: Claim,
  progress?: RunProgress,
  db: Database = database(),
): Promise<HeartbeatAnswer> {
  const [run] = await query(db, (prisma) =>
    prisma.run.updateManyAndReturn({
      where: owned(claim),
      data: { heartbeatAt: new Date(), ...(progress ? { progress: asJson(progress) } : {}) },
      select: { cancelRequestedAt: true },
    }),
  )
  return { stillOwned: run !== undefined, cancelRequested: Boolean(run?.cancelRequestedAt) }
}

/** Stores what the run is measured with. */
export async function writeEnvironment(
  claim: Claim,
  environment: RunEnvironment,
  db: Database = database(),
): Promise<void> {
  await query(db, (prisma) =>
    prisma.run.updateMany({ where: owned(claim), data: { environment: asJson(environment) } }),
  )
}

/** The condition every write of a worker carries. */
export function owned({ runId, owner, epoch }: Claim) {
  return { id: runId, owner, epoch, status: 'running' as const }
}
