/**
 * Brings a database file to the newest schema: `node scripts/migrate.mjs [file]`.
 * `prisma migrate deploy` needs an engine that Prisma downloads; this does the same on better-sqlite3 alone, with one
 * difference: every migration is one transaction, so an interrupted one leaves the database as it was.
 */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { listMigrations, migrationsDir } from './migrations/list.mjs'
import { closeToOthers, prepareDataFolder } from './setup/data-folder.mjs'
import { databaseFile } from './setup/paths.mjs'
import { Problem, reportProblem } from './setup/problem.mjs'

// Prisma's own table, column by column, so that its tools can still read the history.
const historyTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
  "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`

/**
 * Applies the migrations that a database does not have yet.
 * @param {string} file the database; it and its folder are created when missing
 * @param {{ migrations?: { name: string, sql: string, checksum: string }[] }} [options]
 * @returns {Promise<string[]>} names of the migrations applied now
 */
export async function migrate(file, { migrations = listMigrations(migrationsDir) } = {}) {
  const { default: Database } = await import('better-sqlite3')
  prepareDataFolder(path.dirname(file))
  let db
  try {
    db = new Database(file, { timeout: 10_000 })
    // Before the first page is written: files that SQLite makes beside it get its permissions.
    closeToOthers(file)
    db.pragma('journal_mode = WAL')
    db.exec(historyTable)
  } catch (error) {
    db?.close()
    throw unusable(file, error)
  }
  try {
    const applied = []
    for (const migration of migrations)
      if (applyOnce(db, file, migration, migrations)) applied.push(migration.name)
    refuseUnknown(db, file, migrations)
    return applied
  } finally {
    db.close()
  }
}

function applyOnce(db, file, migration, migrations) {
  if (isApplied(db, file, migration)) return false
  // A table is changed by copy, drop and rename. With foreign keys on, the drop would cascade into its children, and
  // the pragma does nothing inside a transaction.
  db.pragma('foreign_keys = OFF')
  db.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have been faster while this one waited for the lock.
    if (isApplied(db, file, migration)) {
      db.exec('ROLLBACK')
      return false
    }
    refuseUnknown(db, file, migrations)
    const startedAt = Date.now()
    db.exec(migration.sql)
    const broken = db.pragma('foreign_key_check')
    if (broken.length > 0) throw new Error(`${broken.length} rows of "${broken[0].table}" point at nothing`)
    db.prepare(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count")
       VALUES (?, ?, ?, ?, ?, 1)`,
    ).run(randomUUID(), migration.checksum, Date.now(), migration.name, startedAt)
    db.exec('COMMIT')
    return true
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    if (error instanceof Problem) throw error
    throw new Problem({
      what: `Migration ${migration.name} could not be applied to ${file}; the database is unchanged.`,
      why: error.message,
      todo: 'free disk space if that is the reason; otherwise report this with the message above.',
    })
  }
}

function isApplied(db, file, migration) {
  const row = db
    .prepare('SELECT checksum FROM "_prisma_migrations" WHERE migration_name = ? AND finished_at IS NOT NULL')
    .get(migration.name)
  if (row && row.checksum !== migration.checksum) {
    throw new Problem({
      what: `Migration ${migration.name} was changed after it had been applied to ${file}.`,
      why: 'an applied migration is part of the history of a database and must stay as it is.',
      todo: 'restore that migration.sql from version control, or move the database file away to start with an empty one.',
    })
  }
  return row !== undefined
}

function refuseUnknown(db, file, migrations) {
  const known = new Set(migrations.map(({ name }) => name))
  const rows = db
    .prepare('SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL')
    .all()
  const unknown = rows.find(({ name }) => !known.has(name))
  if (!unknown) return
  throw new Problem({
    what: `The database ${file} comes from a newer Retryscope than this one.`,
    why: `it has the migration ${unknown.name}, which this version does not know.`,
    todo: 'update Retryscope, or set RETRYSCOPE_DATA_DIR to another folder to start with an empty database.',
  })
}

function unusable(file, error) {
  return new Problem({
    what: `The database ${file} cannot be opened.`,
    why: error.message,
    todo: 'check that the folder is writable, the disk has space and the file is a SQLite database.',
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const file = process.argv[2] ? path.resolve(process.argv[2]) : databaseFile()
    const applied = await migrate(file)
    process.stdout.write(
      applied.length ? `Applied to ${file}: ${applied.join(', ')}\n` : `${file} is up to date.\n`,
    )
  } catch (error) {
    process.exitCode = reportProblem(error)
  }
}
