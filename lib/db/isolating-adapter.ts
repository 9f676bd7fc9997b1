/**
 * Prisma's better-sqlite3 adapter, made to isolate transactions within a process.
 *
 * All queries of the stock adapter share one connection, so a query from outside an open transaction joins it and
 * vanishes when that rolls back. Here outside queries wait until the transaction has ended. Transactions begin
 * IMMEDIATE: two processes that read and then write would otherwise fail with "database is locked" without waiting.
 */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils'
import { sqliteErrorOf } from './database-error'

/** How long SQLite waits for another process's write lock. It blocks the event loop: keep it short. */
export const BUSY_TIMEOUT_MS = 1_000

/** Adapter factory for one existing database file. */
export function isolatingAdapter(file: string): SqlDriverAdapterFactory {
  const stock = new PrismaBetterSqlite3({ url: file, timeout: BUSY_TIMEOUT_MS, fileMustExist: true })
  return {
    provider: stock.provider,
    adapterName: stock.adapterName,
    connect: async () => {
      const connection = await stock.connect()
      // NORMAL loses nothing when a process dies, only the newest commits when the machine does; FULL would make every
      // commit wait for a disk that etcd measures on.
      // The worker moves the log into the file between trials; by itself SQLite would do it in the middle of one.
      await connection.executeScript(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000',
      )
      return isolated(connection)
    },
  }
}

function isolated(connection: SqlDriverAdapter): SqlDriverAdapter {
  let open: Promise<void> | null = null
  /** Looks and acts without a pause in between, in which somebody else could open a transaction. */
  const whenFree = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    while (open) await open
    return act()
  }
  const run = (sql: string) => connection.executeRaw({ sql, args: [], argTypes: [] })

  const begin = async (): Promise<Transaction> => {
    let free = () => {}
    open = new Promise((resolve) => {
      free = () => {
        open = null
        resolve()
      }
    })
    try {
      await run('BEGIN IMMEDIATE')
    } catch (error) {
      free()
      throw error
    }
    return {
      provider: connection.provider,
      adapterName: connection.adapterName,
      options: { usePhantomQuery: false },
      queryRaw: (query) => connection.queryRaw(query),
      executeRaw: (query) => connection.executeRaw(query),
      commit: async () => free(),
      rollback: async () => {
        // Prisma sends ROLLBACK itself, but comes here without it when a COMMIT has failed.
        try {
          await run('ROLLBACK')
        } catch (error) {
          if (!sqliteErrorOf(error).text.includes('no transaction is active')) throw error
        } finally {
          free()
        }
      },
      createSavepoint: async (name) => void (await run(`SAVEPOINT ${name}`)),
      rollbackToSavepoint: async (name) => void (await run(`ROLLBACK TO ${name}`)),
      releaseSavepoint: async (name) => void (await run(`RELEASE SAVEPOINT ${name}`)),
    }
  }

  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    queryRaw: (query) => whenFree(() => connection.queryRaw(query)),
    executeRaw: (query) => whenFree(() => connection.executeRaw(query)),
    executeScript: (script) => whenFree(() => connection.executeScript(script)),
    startTransaction: () => whenFree(begin),
    dispose: () => connection.dispose(),
  }
}
