/** Finished trials with their summaries, checked as whatever comes out of the database. */
import { armSummarySchema } from '@/lib/core/summary/arm-summary'
import type { StoredTrial } from '@/lib/core/summary/build-report'
import { database, query, type Database } from './database'
import type { Prisma } from './generated/client'
import {
  findingsSchema,
  leaderEventsSchema,
  ledgerSchema,
  qualitySchema,
  readStored,
  receiptSchema,
  reasonsSchema,
} from './stored-json'

/**
 * Reads finished trials of a run, in their order.
 * @param run `number` is what its errors call it by
 * @param which all of them where it is left out
 */
export async function readTrials(
  run: { id: string; number: number },
  which: Pick<Prisma.TrialWhereInput, 'index' | 'pointIndex'> = {},
  db: Database = database(),
): Promise<StoredTrial[]> {
  const trials = await query(db, (prisma) =>
    prisma.trial.findMany({ where: { runId: run.id, ...which }, ...withArms }),
  )
  return trials.map((trial) => readTrial(trial, `Trial ${trial.index} of Run ${run.number}`))
}

const withArms = {
  orderBy: { index: 'asc' },
  include: { arms: { orderBy: { arm: 'asc' } }, profile: { select: { trialIndex: true } } },
} as const satisfies Prisma.TrialFindManyArgs

type TrialRow = Prisma.TrialGetPayload<Pick<typeof withArms, 'include'>>

function readTrial(row: TrialRow, what: string): StoredTrial {
  return {
    index: row.index,
    pointIndex: row.pointIndex,
    repetition: row.repetition,
    quality: readStored(qualitySchema, row.quality, what),
    qualityReasons: readStored(reasonsSchema, row.qualityReasons, what),
    startedAt: row.startedAt.toISOString(),
    windowMs: row.windowMs,
    gapMs: row.gapMs,
    quiesceMs: row.quiesceMs,
    ledger: readStored(ledgerSchema, row.ledger, what),
    receipt: readStored(receiptSchema, row.receipt, what),
    findings: readStored(findingsSchema, row.findings, what),
    leaderEvents: readStored(leaderEventsSchema.nullable(), row.leaderEvents, what),
    longestStallMs: row.longestStallMs,
    ...(row.profile && { profiled: true }),
    arms: row.arms.map((arm) => readStored(armSummarySchema, arm.summary, what)),
  }
}
