/**
 * Faults that may be in a lab right now. An entry is stored before its fault is injected and goes when its trial has been
 * stored, or when the lab was found without it: what is left over after a crash names the lab that must be looked at.
 */
import path from 'node:path'
import { isSettled, ledgerEntrySchema, type LedgerEntry } from '@/lib/core/fault/ledger'
import type { StuckFault } from '@/lib/core/summary/report'
import type { Claim } from './claim-run'
import { database, query, transaction, type Database } from './database'
import type { Prisma } from './generated/client'
import { assertOwned } from './record-trial'
import { asJson, readStored } from './stored-json'

/** How long a fault may stay without its worker saying that it is still there. */
export const FAULT_LEASE_MS = 5_000
/** The end of a lease that nobody renews. */
const NO_LEASE = new Date(0)
/** Stands for "all arms at once" in a key, which cannot be null. */
const ALL_ARMS = -1

/** Where faults are set, and in which trial. */
export interface FaultPlace {
  trialIndex: number
  /** Names the lab for whoever comes later (see Lab.place). */
  lab: string
}

/** A fault that was left over, with what it belongs to. */
export interface OpenFault {
  runId: string
  runNumber: number
  trialIndex: number
  lab: string
  leaseUntil: Date
  entry: LedgerEntry
}

/**
 * Writes down what is about to be injected.
 * @throws FencedOutError when the claim is outdated: then nothing may be injected
 */
export async function intendFaults(
  claim: Claim,
  { trialIndex, lab }: FaultPlace,
  entries: readonly LedgerEntry[],
  db: Database = database(),
): Promise<void> {
  const { runId, epoch } = claim
  const leaseUntil = new Date(Date.now() + FAULT_LEASE_MS)
  await transaction(db, async (tx) => {
    await assertOwned(tx, claim)
    await tx.openFault.createMany({
      data: entries.map((entry) => ({
        ...{ runId, epoch, trialIndex, lab, leaseUntil },
        ...keyOf(entry),
        entry: asJson(entry),
      })),
    })
  })
}

/** Stores what has become of faults, and renews the lease of all of the claim's. */
export async function noteFaults(
  claim: Claim,
  trialIndex: number,
  entries: readonly LedgerEntry[],
  db: Database = database(),
): Promise<void> {
  const { runId, epoch } = claim
  const leaseUntil = new Date(Date.now() + FAULT_LEASE_MS)
  await transaction(db, async (tx) => {
    for (const entry of entries)
      await tx.openFault.updateMany({
        where: { runId, epoch, trialIndex, ...keyOf(entry) },
        data: { entry: asJson(entry) },
      })
    await tx.openFault.updateMany({ where: { runId, epoch }, data: { leaseUntil } })
  })
}

/** What may be left in a lab by runs that did not end in order, those of a living worker left out. */
export function leftoverFaults(lab: string, db: Database = database()): Promise<OpenFault[]> {
  return unsettledFaults({ lab, leaseUntil: { lt: new Date() } }, db)
}

/** What may be left of earlier claims of the same run, whose workers have died. */
export function faultsBeforeClaim({ runId, epoch }: Claim, db: Database = database()): Promise<OpenFault[]> {
  return unsettledFaults({ runId, epoch: { lt: epoch } }, db)
}

async function unsettledFaults(where: Prisma.OpenFaultWhereInput, db: Database): Promise<OpenFault[]> {
  const rows = await query(db, (prisma) =>
    prisma.openFault.findMany({
      where,
      include: { run: { select: { number: true } } },
      orderBy: [{ runId: 'asc' }, { trialIndex: 'asc' }],
    }),
  )
  return rows
    .map(({ run, entry, ...row }) => ({
      ...row,
      runNumber: run.number,
      entry: readStored(ledgerEntrySchema, entry, `A fault of run ${run.number}`),
    }))
    .filter(({ entry }) => !isSettled(entry.state))
}

/** The labs in which something may be left by runs that did not end in order. */
export async function labsWithLeftovers(db: Database = database()): Promise<string[]> {
  const rows = await query(db, (prisma) =>
    prisma.openFault.findMany({
      where: { leaseUntil: { lt: new Date() } },
      distinct: ['lab'],
      select: { lab: true },
    }),
  )
  return rows.map(({ lab }) => lab)
}

/** Forgets the faults of a lab that was read back and found without them. Those of a living worker are left alone. */
export async function forgetLeftoverFaults(lab: string, db: Database = database()): Promise<void> {
  await query(db, (prisma) => prisma.openFault.deleteMany({ where: { lab, leaseUntil: { lt: new Date() } } }))
}

/** Forgets the claim's faults in a lab that has been healed and read back, or has ended. */
export async function forgetFaults(claim: Claim, lab: string, db: Database = database()): Promise<void> {
  const { runId, epoch } = claim
  await query(db, (prisma) => prisma.openFault.deleteMany({ where: { runId, epoch, lab } }))
}

/** Says of faults that they could not be removed. Nobody renews their lease any more: whoever clears their lab forgets them. */
export async function markStuck(
  faults: readonly OpenFault[],
  problem: string,
  db: Database = database(),
): Promise<void> {
  await transaction(db, async (tx) => {
    for (const { runId, trialIndex, lab, entry } of faults) {
      // What was said when its own removal failed is nearer to the cause.
      const own = entry.state === 'stuck' ? entry.problem : null
      await tx.openFault.updateMany({
        where: { runId, trialIndex, lab, ...keyOf(entry) },
        data: {
          entry: asJson({ ...entry, state: 'stuck', problem: own ?? problem }),
          leaseUntil: NO_LEASE,
        },
      })
    }
  })
}

/**
 * Of the claim's faults in a lab that could not be given back free of them, keeps what was injected and not seen to be gone,
 * as stuck; the others cannot be there.
 * @returns how many are stuck
 */
export async function keepStuck(
  { runId, epoch }: Claim,
  lab: string,
  problem: string,
  db: Database = database(),
): Promise<number> {
  const faults = await unsettledFaults({ runId, epoch, lab }, db)
  const injected = faults.filter(({ entry }) => entry.state !== 'intended')
  await markStuck(injected, problem, db)
  const others = { runId, epoch, lab, leaseUntil: { gt: NO_LEASE } }
  await query(db, (prisma) => prisma.openFault.deleteMany({ where: others }))
  return injected.length
}

/** Of a run's rows, those that could not be removed, as its report shows them. */
export function stuckAmong(
  rows: readonly { trialIndex: number; lab: string; entry: unknown }[],
  what: string,
): StuckFault[] {
  return rows
    .map(({ trialIndex, lab, entry }) => ({
      trialIndex,
      lab: path.basename(lab),
      entry: readStored(ledgerEntrySchema, entry, `A fault of ${what}`),
    }))
    .filter(({ entry }) => entry.state === 'stuck')
}

function keyOf({ arm, step }: LedgerEntry): { arm: number; step: string } {
  return { arm: arm ?? ALL_ARMS, step }
}
