/** Loads the user's own strategies. Only the worker and the command line do: the web server never runs their code. */
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { ownDescriptionSchema, type OwnDescription } from '@/lib/core/strategy/own/own-strategy'

/** A file whose top level waits for longer than this is left out. */
const LOAD_TIMEOUT_MS = 5_000

const exportSchema = z.object({
  ...ownDescriptionSchema.shape,
  create: z.custom<(params: Record<string, unknown>, toolkit: unknown) => unknown>(
    (value) => typeof value === 'function',
    'create must be a function',
  ),
})

export interface LoadedStrategy extends OwnDescription {
  /** Name of the file in the folder. */
  file: string
  create(params: Record<string, unknown>, toolkit: unknown): unknown
}

export interface OwnStrategies {
  strategies: LoadedStrategy[]
  /** One sentence per file that could not be used. */
  problems: string[]
}

/** Files of the folder that may hold a strategy, with what changes when they are edited; none when there is no folder. */
export async function ownStrategyFiles(directory: string): Promise<{ file: string; version: string }[]> {
  let names: string[]
  try {
    names = await readdir(directory)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  const files = names.filter((name) => /^[^.].*\.m?js$/.test(name)).sort()
  return Promise.all(
    files.map(async (file) => {
      // A file that is deleted meanwhile is reported when it is loaded.
      const facts = await stat(path.join(directory, file)).catch(() => null)
      return { file, version: facts ? `${facts.mtimeMs}-${facts.size}` : 'gone' }
    }),
  )
}

/** Loads every strategy of the folder. A file that cannot be used costs only itself. */
export async function loadOwnStrategies(directory: string): Promise<OwnStrategies> {
  const loaded: OwnStrategies = { strategies: [], problems: [] }
  for (const { file, version } of await ownStrategyFiles(directory)) {
    try {
      const strategy = await loadFile(path.join(directory, file), version)
      refuseTakenName(strategy.name, loaded.strategies)
      loaded.strategies.push({ ...strategy, file })
    } catch (error) {
      loaded.problems.push(`${path.join(directory, file)} is left out: ${reasonOf(error)}`)
    }
  }
  return loaded
}

async function loadFile(file: string, version: string): Promise<z.output<typeof exportSchema>> {
  // Node keeps modules by address: the version makes an edited file a new one.
  const url = `${pathToFileURL(file).href}?version=${version}`
  const timer = new AbortController()
  const tooLong = sleep(LOAD_TIMEOUT_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`loading it took longer than ${LOAD_TIMEOUT_MS / 1_000} s`)
  })
  // Aborted when the file was in time; nobody waits for it then.
  tooLong.catch(() => undefined)
  try {
    const module = (await Promise.race([import(/* @vite-ignore */ url), tooLong])) as { default?: unknown }
    if (module.default === undefined) throw new Error('it has no default export')
    return exportSchema.parse(module.default)
  } finally {
    timer.abort()
  }
}

function refuseTakenName(name: string, before: readonly LoadedStrategy[]): void {
  if (builtInCatalogue.find(name)) throw new Error(`the name "${name}" belongs to a strategy of Retryscope`)
  const other = before.find((strategy) => strategy.name === name)
  if (other) throw new Error(`the name "${name}" is taken by ${other.file}`)
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues
      .map(({ path: place, message }) => (place.length === 0 ? message : `${place.join('.')}: ${message}`))
      .join('; ')
  return error instanceof Error ? error.message : String(error)
}
