/**
 * What separates prisma/migrations from prisma/schema.prisma, as SQL.
 * Prisma's schema engine is also published as WebAssembly; this drives it directly, because the command line insists on
 * downloading the native one. Development only: the package is not installed in production.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { Problem } from '../setup/problem.mjs'
import { inProject } from '../setup/paths.mjs'
import { listMigrations } from './list.mjs'

const require = createRequire(import.meta.url)

/**
 * @param {{ schemaFile?: string, migrations?: { sql: string }[] }} [options]
 * @returns {Promise<string | null>} the SQL of the missing migration, or null when there is nothing to do
 */
export async function schemaDiff({
  schemaFile = inProject('prisma', 'schema.prisma'),
  migrations = listMigrations(),
} = {}) {
  if (!existsSync(schemaFile)) throw new Problem({ what: `There is no Prisma schema at ${schemaFile}.` })
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'retryscope-migration-'))
  try {
    const url = path.join(scratch, 'migrated.db')
    await applyAll(url, migrations)
    const files = [{ path: schemaFile, content: readFileSync(schemaFile, 'utf8') }]
    const engine = await startEngine(url, files)
    const result = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: path.dirname(schemaFile) },
      to: { tag: 'schemaDatamodel', files },
      shadowDatabaseUrl: null,
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    engine.free()
    return result.exitCode === 2 ? result.stdout : null
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem({
      what: 'Prisma could not compare the schema with the migrations.',
      why: readableEngineError(error),
      todo: `correct ${schemaFile} and try again.`,
    })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function applyAll(file, migrations) {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(file)
  try {
    for (const { sql } of migrations) db.exec(sql)
  } finally {
    db.close()
  }
}

async function startEngine(url, files) {
  const { SchemaEngine } = await loadEngine()
  const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3')
  const { bindMigrationAwareSqlAdapterFactory } = require('@prisma/driver-adapter-utils')
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaBetterSqlite3({ url }))
  const datamodels = files.map((file) => [file.path, file.content])
  return SchemaEngine.new({ datamodels }, () => undefined, factory)
}

let loaded

// Once per process: the bindings keep views on the memory of the first instance, a second one would read garbage.
async function loadEngine() {
  if (loaded) return loaded
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const script = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = readFileSync(script.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings })
  // The engine hands its last words to this object before it traps; without it the reason is lost.
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: (message) => process.stderr.write(`${message}\n`) }
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  loaded = bindings
  return bindings
}

// The engine answers with a JSON message or a coloured report; the person needs its first sentences.
function readableEngineError(error) {
  const text = String(error?.message ?? error)
  return text.replace(/\u001b\[[0-9;]*m/g, '').slice(0, 1500)
}
