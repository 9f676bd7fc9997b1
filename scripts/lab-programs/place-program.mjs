/** Puts a finished program into the cache folder: whole or not at all. */
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { isSufficient, versionOf } from './program-version.mjs'
import { executableName } from './search-path.mjs'

/**
 * Has `produce` write the program to a temporary file, runs that to see its version, and only then moves it into place.
 * @param {import('./catalogue.mjs').LabProgram} program
 * @param {string} binDir
 * @param {(temporaryFile: string) => Promise<void>} produce
 * @returns {Promise<string>} the path of the program
 */
export async function placeProgram(program, binDir, produce) {
  mkdirSync(binDir, { recursive: true })
  // Beside its place, because only within a file system a rename is atomic; with the platform's ending, so that it runs.
  const draft = path.join(binDir, executableName(`.${program.name}-${randomUUID()}`))
  try {
    await produce(draft)
    chmodSync(draft, 0o755)
    const version = await versionOf(program, draft)
    if (version === null)
      throw new Error(`the ${program.name} obtained does not run here or does not tell its version`)
    if (!isSufficient(version, program.version)) {
      throw new Error(`the ${program.name} obtained says that it is ${version}, not ${program.version}`)
    }
    const place = path.join(binDir, executableName(program.name))
    renameSync(draft, place)
    return place
  } finally {
    rmSync(draft, { force: true })
  }
}
