/** Reads prisma/migrations: one folder per migration, applied in the order of their names. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { inProject } from '../setup/paths.mjs'

export const migrationsDir = inProject('prisma', 'migrations')

/** @returns {{ name: string, sql: string, checksum: string }[]} */
export function listMigrations(dir = migrationsDir) {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(dir, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}
