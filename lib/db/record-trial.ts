/** How a trial's evidence gets into the database: batches while it runs, everything else when it has finished. */
import type { TrialSeries } from '@/lib/core/history/series'
import type { ArmSummary } from '@/lib/core/summary/arm-summary'
import type { TrialReport } from '@/lib/core/summary/report'
import type { TimeBucket } from '@/lib/core/summary/time-buckets'
import type { TrialWindow } from '@/lib/core/trace/trial-window'
import type { Claim } from './claim-run'
import { database, query, transaction, type Database } from './database'
import { FencedOutError } from './database-error'
import { Prisma } from './generated/client'
import { owned } from './keep-run'
import { asJson } from './stored-json'

export interface AttemptBatch {
  trialIndex: number
  /** From 0 within trial and epoch. */
  sequence: number
  rows: number
  /** As lib/db/attempt-codec.ts encodes it. */
  data: Uint8Array<ArrayBuffer>
}

/**
 * Stores a batch of attempts. They count only once {@link finishTrial} has stored their trial under the same claim.
 * @throws FencedOutError when the claim is outdated
 */
export async function appendBatch(
  claim: Claim,
  batch: AttemptBatch,
  db: Database = database(),
): Promise<void> {
  await transaction(db, async (tx) => {
    await assertOwned(tx, claim)
    await tx.attemptBatch.create({
      data: { ...batch, runId: claim.runId, epoch: claim.epoch },
      select: { sequence: true },
    })
  })
}

/** Drops what was recorded of a trial that is about to be repeated under the same claim. */
export async function dropBatches(
  claim: Claim,
  trialIndex: number,
  db: Database = database(),
): Promise<void> {
  await transaction(db, async (tx) => {
    await assertOwned(tx, claim)
    await tx.attemptBatch.deleteMany({ where: { runId: claim.runId, trialIndex } })
  })
}

export interface FinishedTrial {
  report: TrialReport
  /** One per strategy, in the spec's order. */
  arms: readonly ArmSummary[]
  /** What happened over time, per strategy. */
  buckets: readonly (readonly TimeBucket[])[]
  series: readonly TrialSeries[]
  windows: readonly TrialWindow[]
  /** As lib/db/profile-codec.ts encodes it, where the trial was recorded. */
  profile?: Uint8Array<ArrayBuffer>
}

/**
 * Stores a finished trial in one transaction and drops attempts of other epochs: that is what makes a resumed run exact.
 * @throws FencedOutError when the claim is outdated; then nothing is stored
 */
export async function finishTrial(
  claim: Claim,
  { report, arms, buckets, series, windows, profile }: FinishedTrial,
  db: Database = database(),
): Promise<void> {
  const { runId, epoch } = claim
  await transaction(db, async (tx) => {
    await assertOwned(tx, claim)
    await tx.trial.create({
      data: {
        ...report,
        runId,
        epoch,
        startedAt: new Date(report.startedAt),
        qualityReasons: report.qualityReasons,
        ledger: asJson(report.ledger),
        receipt: asJson(report.receipt),
        findings: asJson(report.findings),
        leaderEvents: report.leaderEvents ? asJson(report.leaderEvents) : Prisma.DbNull,
        windows: asJson(windows.map(({ arm, startedAt }) => ({ arm, startedAt }))),
        attempts: arms.reduce((sum, arm) => sum + arm.attempts, 0),
      },
      select: { index: true },
    })
    await tx.trialArm.createMany({
      data: arms.map((summary, arm) => ({
        runId,
        trialIndex: report.index,
        arm,
        operations: summary.operations,
        ok: summary.ok,
        attempts: summary.attempts,
        summary: asJson(summary),
      })),
    })
    await tx.trialBlocks.create({
      data: { runId, trialIndex: report.index, arms: asJson(arms.map(({ blocks }) => blocks)) },
      select: { trialIndex: true },
    })
    await tx.timeBucket.createMany({
      data: buckets.flatMap((own, arm) =>
        own.map((bucket) => ({ ...bucket, runId, trialIndex: report.index, arm })),
      ),
    })
    await tx.trialSeries.createMany({
      data: series.map((one, position) => ({
        ...one,
        ...{ runId, trialIndex: report.index, position },
        points: asJson(one.points.map(([atMs, value]) => [Math.round(atMs * 10) / 10, value])),
      })),
    })
    if (profile)
      await tx.trialProfile.create({
        data: { runId, trialIndex: report.index, data: profile },
        select: { trialIndex: true },
      })
    await tx.attemptBatch.deleteMany({
      where: { runId, trialIndex: report.index, NOT: { epoch } },
    })
    // They were removed, and that was read back: what could not be removed never gets here.
    await tx.openFault.deleteMany({ where: { runId, trialIndex: report.index } })
  })
}

/** Moves what is in the write-ahead log into the database file; between trials, as its fsync shares the disk with etcd. */
export async function checkpoint(db: Database = database()): Promise<void> {
  await query(db, (prisma) => prisma.$queryRawUnsafe('PRAGMA wal_checkpoint(PASSIVE)'))
}

/** @throws FencedOutError when the claim is outdated */
export async function assertOwned(tx: Prisma.TransactionClient, claim: Claim): Promise<void> {
  const run = await tx.run.findFirst({ where: owned(claim), select: { number: true } })
  if (!run) throw new FencedOutError(claim.runId)
}
