/** A run as its page, the command line and exports show it. */
import { frozenSpecSchema } from '@/lib/core/experiment/spec'
import { armSummarySchema } from '@/lib/core/summary/arm-summary'
import { buildRunReport, type StoredTrial } from '@/lib/core/summary/build-report'
import type { RunReport } from '@/lib/core/summary/report'
import { database, query, type Database } from './database'
import type { Prisma } from './generated/client'
import { stuckAmong } from './open-faults'
import {
  environmentSchema,
  findingsSchema,
  leaderEventsSchema,
  ledgerSchema,
  progressSchema,
  qualitySchema,
  readStored,
  receiptSchema,
  reasonsSchema,
} from './stored-json'

/**
 * Reads a run with everything derived from its finished trials; null when there is no such run.
 * @param id its id, or its number in digits: what people call it by
 */
export async function readRunReport(id: string, db: Database = database()): Promise<RunReport | null> {
  const run = await query(db, (prisma) =>
    prisma.run.findUnique({
      where: /^\d{1,9}$/.test(id) ? { number: Number(id) } : { id },
      include: { trials: withArms, openFaults: { orderBy: [{ trialIndex: 'asc' }, { step: 'asc' }] } },
    }),
  )
  if (!run) return null
  const what = `Run ${run.number}`
  return buildRunReport({
    id: run.id,
    number: run.number,
    name: run.name,
    status: run.status,
    error: run.error,
    seed: Number(run.seed),
    spec: readStored(frozenSpecSchema, run.spec, what),
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    cancelRequested: run.cancelRequestedAt !== null,
    pinned: run.pinnedAt !== null,
    environment: readStored(environmentSchema.nullable(), run.environment, what),
    progress: readStored(progressSchema.nullable(), run.progress, what),
    stuckFaults: stuckAmong(run.openFaults, what),
    trials: run.trials.map((trial) => readTrial(trial, `Trial ${trial.index} of ${what}`)),
  })
}

const withArms = {
  orderBy: { index: 'asc' },
  include: { arms: { orderBy: { arm: 'asc' } }, profile: { select: { trialIndex: true } } },
} as const satisfies Prisma.Run$trialsArgs

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
