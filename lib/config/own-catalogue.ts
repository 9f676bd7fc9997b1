/** The catalogue of this installation: with the user's own strategies as the worker has described them. */
import { builtInCatalogue, catalogueWith, type Catalogue } from '@/lib/core/strategy/catalogue'
import { describeOwn, ownManifestSchema, type OwnDescription } from '@/lib/core/strategy/own/own-strategy'
import { environment } from './environment'
import { readJsonFile } from './read-json-file'

/**
 * What the worker has found. Nothing when it has never looked, or when the file is of another version: the worker writes
 * it anew when it starts, and nobody can run an own strategy without one.
 */
export function readOwnDescriptions(file: string = environment().ownStrategiesFile): OwnDescription[] {
  const manifest = ownManifestSchema.safeParse(readJsonFile(file))
  return manifest.success ? manifest.data.strategies : []
}

/** The strategies a spec may name here and now. */
export function installedCatalogue(file?: string): Catalogue {
  const own = readOwnDescriptions(file)
  return own.length === 0 ? builtInCatalogue : catalogueWith(own.map(describeOwn))
}
