/** The connection to SQLite: one per process, and the way every query goes. */
import path from 'node:path'
import { z } from 'zod'
import { toDatabaseError } from './database-error'
import { PrismaClient, type Prisma } from './generated/client'
import { isolatingAdapter } from './isolating-adapter'

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

/** Runs queries and turns their errors into {@link DatabaseError}s. */
export async function query<Result>(
  db: Database,
  action: (prisma: PrismaClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await action(db.prisma)
  } catch (error) {
    throw toDatabaseError(error, db.file)
  }
}

/** Runs queries as one transaction: all of it is stored or nothing. */
export function transaction<Result>(
  db: Database,
  action: (tx: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return query(db, (prisma) => prisma.$transaction(action))
}
