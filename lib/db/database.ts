/** The connection to SQLite: one per process, and the way every query goes. */
import path from 'node:path'
import { z } from 'zod'
import { toDatabaseError } from './database-error'
import { PrismaClient, type Prisma } from './generated/client'
import { isolatingAdapter } from './isolating-adapter'
import { currentUnit, withinUnit } from './unit-of-work'

export interface Database {
  readonly file: string
  /** Only for lib/db. */
  readonly prisma: PrismaClient
  close(): Promise<void>
}

/** Opens a database file that the migrations have been applied to. The file is touched at the first query. */
export function openDatabase(file: string): Database {
  const prisma = new PrismaClient({
    adapter: isolatingAdapter(file),
    errorFormat: 'minimal',
    // Waiting for a turn is normal while another query of this process is in a transaction.
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  })
  return { file, prisma, close: () => prisma.$disconnect() }
}

const environmentSchema = z.object({
  // Compose files pass variables on as empty texts.
  RETRYSCOPE_ROOT: z.string().min(1).optional().catch(undefined),
  RETRYSCOPE_DATA_DIR: z.string().min(1).optional().catch(undefined),
})

/** The database file that the environment asks for; lib/config says the same for the rest of the data folder. */
export function databaseFileFrom(env: Record<string, string | undefined>): string {
  const { RETRYSCOPE_ROOT: root, RETRYSCOPE_DATA_DIR: folder } = environmentSchema.parse(env)
  return path.resolve(root ?? process.cwd(), folder ?? '.retryscope', 'retryscope.db')
}

// On globalThis, because Next bundles this module once per route and reloads it in development.
const holder = globalThis as typeof globalThis & { retryscopeDatabase?: Database }

/** The process's database, opened at the first call. */
export function database(): Database {
  holder.retryscopeDatabase ??= openDatabase(databaseFileFrom(process.env))
  return holder.retryscopeDatabase
}

/** Runs queries and turns their errors into {@link DatabaseError}s. Within {@link asUnit} they belong to its transaction. */
export async function query<Result>(
  db: Database,
  action: (prisma: Queries) => Promise<Result>,
): Promise<Result> {
  try {
    return await action(currentUnit(db.file) ?? db.prisma)
  } catch (error) {
    throw toDatabaseError(error, db.file)
  }
}

/** What a query may use. */
export type Queries = Prisma.TransactionClient

/** Runs queries as one transaction: all of it is stored or nothing. Within {@link asUnit} it is a part of that one. */
export async function transaction<Result>(
  db: Database,
  action: (tx: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  const unit = currentUnit(db.file)
  try {
    return await (unit ? action(unit) : db.prisma.$transaction(action))
  } catch (error) {
    throw toDatabaseError(error, db.file)
  }
}

/**
 * Makes one transaction of all that the work asks of this database, through whichever functions of lib/db. Everybody else's
 * queries wait for its end, so that it has to be short, and must not wait for a query that goes another way. What the work
 * throws is thrown on as it is: its queries have put the database's errors into words, and others may look like them.
 */
export async function asUnit<Result>(
  work: () => Promise<Result>,
  db: Database = database(),
): Promise<Result> {
  const thrown: unknown[] = []
  const noted = async () => {
    try {
      return await work()
    } catch (error) {
      thrown.push(error)
      throw error
    }
  }
  try {
    return await transaction(db, (tx) => withinUnit(db.file, tx, noted))
  } catch (error) {
    throw thrown.length > 0 ? thrown[0] : error
  }
}
