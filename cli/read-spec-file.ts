/** The spec a person named on the command line. */
import { readFileSync, statSync } from 'node:fs'
import { installedUpstreams } from '@/lib/config/upstreams'
import { parseSpecText } from '@/lib/core/experiment/parse-spec'
import { MAX_SPEC_BYTES } from '@/lib/core/experiment/spec-size'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import type { Catalogue } from '@/lib/core/strategy/catalogue'
import { CommandError, EXIT } from './exit-code'

/**
 * Reads and checks a spec file, YAML or JSON.
 * @param catalogue the strategies it may name
 * @throws CommandError with one problem per line
 */
export function readSpecFile(file: string, catalogue: Catalogue): ExperimentSpec {
  const result = parseSpecText(readText(file), catalogue, installedUpstreams())
  if (result.ok) return result.spec
  const lines = result.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  throw new CommandError(`${file} is not a spec:\n${lines.join('\n')}`, EXIT.usage)
}

function readText(file: string): string {
  try {
    // Looked at first: nobody wants to wait until a disk image has been read.
    if (statSync(file).size > 4 * MAX_SPEC_BYTES)
      throw new CommandError(`${file} is far too large for a spec. Name a YAML or JSON file.`, EXIT.usage)
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(
      `${file} cannot be read: ${reasonOf(error)}. Name a YAML or JSON file.`,
      EXIT.usage,
      error,
    )
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'this user may not read it'
  return error instanceof Error ? error.message : String(error)
}
