/**
 * Writes the migration that brings prisma/migrations up to prisma/schema.prisma:
 *   node scripts/make-migration.mjs <name>     writes prisma/migrations/<time>_<name>/migration.sql
 *   node scripts/make-migration.mjs --check    exit code 1 when a migration is missing
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { migrationsDir } from './migrations/list.mjs'
import { schemaDiff } from './migrations/schema-diff.mjs'
import { Problem, reportProblem } from './setup/problem.mjs'

const usage = 'node scripts/make-migration.mjs <name-of-the-change>  or  --check'

async function main([argument]) {
  if (argument === '--check') return check()
  if (!argument || !/^[a-z0-9][a-z0-9_-]*$/.test(argument)) {
    throw new Problem({ what: 'A migration needs a name of small letters, digits, - and _.', todo: usage })
  }
  const sql = await schemaDiff()
  if (sql === null)
    return process.stdout.write('The migrations already lead to the schema: nothing to write.\n')
  const name = `${timestamp(new Date())}_${argument.replaceAll('-', '_')}`
  const file = path.join(migrationsDir, name, 'migration.sql')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, sql)
  writeLockFile()
  process.stdout.write(`Wrote ${path.relative(process.cwd(), file)}. Read it before you commit it.\n`)
}

async function check() {
  const sql = await schemaDiff()
  if (sql === null) return process.stdout.write('The migrations lead to the schema.\n')
  throw new Problem({
    what: 'prisma/schema.prisma has changes without a migration.',
    output: sql,
    todo: usage.split('  or  ')[0],
  })
}

function writeLockFile() {
  const file = path.join(migrationsDir, 'migration_lock.toml')
  if (existsSync(file)) return
  writeFileSync(file, '# Written once; keep it in version control.\nprovider = "sqlite"\n')
}

function timestamp(date) {
  return date.toISOString().replace(/\D/g, '').slice(0, 14)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = reportProblem(error)
}
