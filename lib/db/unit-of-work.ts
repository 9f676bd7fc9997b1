/** Makes one transaction of queries that know nothing of each other. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Prisma } from './generated/client'

interface Unit {
  /** Null when it has ended: whoever outlives it goes its own way. */
  tx: Prisma.TransactionClient | null
  file: string
}

// On globalThis, because Next bundles this module once per route.
const holder = globalThis as typeof globalThis & { retryscopeUnits?: AsyncLocalStorage<Unit> }
holder.retryscopeUnits ??= new AsyncLocalStorage<Unit>()
const units = holder.retryscopeUnits

/** The transaction that the caller is part of, in this database file; null where there is none. */
export function currentUnit(file: string): Prisma.TransactionClient | null {
  const unit = units.getStore()
  return unit?.file === file ? unit.tx : null
}

/** Runs work whose queries, wherever they stand, belong to this transaction. */
export async function withinUnit<Result>(
  file: string,
  tx: Prisma.TransactionClient,
  work: () => Promise<Result>,
): Promise<Result> {
  const unit: Unit = { file, tx }
  try {
    return await units.run(unit, work)
  } finally {
    unit.tx = null
  }
}
