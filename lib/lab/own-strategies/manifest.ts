/** Writes what the web server has to know of the user's own strategies, whose code it never runs. */
import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ownDescriptionSchema, type OwnManifest } from '@/lib/core/strategy/own/own-strategy'
import type { LoadedStrategy } from './load'

/** Replaces the manifest at once: nobody reads half of one. */
export async function writeOwnManifest(file: string, strategies: readonly LoadedStrategy[]): Promise<void> {
  const manifest: OwnManifest = {
    version: 1,
    // Without what only the worker needs.
    strategies: strategies.map((strategy) => ownDescriptionSchema.parse(strategy)),
  }
  await mkdir(path.dirname(file), { recursive: true })
  const fresh = `${file}.${randomUUID()}`
  await writeFile(fresh, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(fresh, file)
}
