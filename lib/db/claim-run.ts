/** How a worker gets a run: by a conditional update that only one of several can win. */
import { planTrials, type PlannedTrial } from '@/lib/core/experiment/plan'
import { frozenSpecSchema, type ExperimentSpec } from '@/lib/core/experiment/spec'
import { database, transaction, type Database } from './database'
import { dropUnfinishedBatches } from './drop-unfinished'
import { HEARTBEAT_TIMEOUT_MS } from './worker-registry'
import { readStored } from './stored-json'

/** Proof of a claim: whatever is written for the run carries it and is refused once it is outdated. */
export interface Claim {
  runId: string
  owner: string
  epoch: number
}

export interface ClaimedRun extends Claim {
  number: number
  name: string
  spec: ExperimentSpec
  seed: number
  /** Trials still to be done, in order; those finished before an interruption are not among them. */
  remainingTrials: PlannedTrial[]
  totalTrials: number
}

/**
 * Claims the oldest run that is queued, or whose worker has not been heard of for {@link HEARTBEAT_TIMEOUT_MS}.
 * @param options.runId claim this run or none
 * @returns null when there is nothing to claim
 */
export function claimRun(
  workerId: string,
  options: { runId?: string } = {},
  db: Database = database(),
): Promise<ClaimedRun | null> {
  return transaction(db, async (tx) => {
    const now = new Date()
    const free = {
      ...(options.runId === undefined ? {} : { id: options.runId }),
      OR: [
        { status: 'queued' as const },
        {
          status: 'running' as const,
          heartbeatAt: { lt: new Date(now.getTime() - HEARTBEAT_TIMEOUT_MS) },
        },
      ],
    }
    const candidate = await tx.run.findFirst({ where: free, orderBy: { number: 'asc' } })
    if (!candidate) return null
    const { id, number } = candidate
    const epoch = candidate.epoch + 1
    await tx.run.update({
      where: { id },
      data: {
        status: 'running',
        owner: workerId,
        epoch,
        heartbeatAt: now,
        startedAt: candidate.startedAt ?? now,
      },
      select: { id: true },
    })
    const finished = await tx.trial.findMany({ where: { runId: id }, select: { index: true } })
    const done = new Set(finished.map((trial) => trial.index))
    await dropUnfinishedBatches(tx, id)
    const spec = readStored(frozenSpecSchema, candidate.spec, `Run ${number}`)
    return {
      runId: id,
      owner: workerId,
      epoch,
      number,
      name: candidate.name,
      spec,
      seed: Number(candidate.seed),
      remainingTrials: planTrials(spec).filter((trial) => !done.has(trial.index)),
      totalTrials: candidate.totalTrials,
    }
  })
}
