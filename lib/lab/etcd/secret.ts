/** Secrets, read where they lie at the moment they are needed. */
import { readFileSync } from 'node:fs'
import type { SecretSource } from '../cluster-terms'
import { LabError } from '../lab-error'

/**
 * Reads a secret; the line break at a file's end does not belong to it.
 * @param what for the error's message, which names where the secret should be and never what it is
 */
export function readSecret(source: SecretSource, what: string): string {
  if ('variable' in source) {
    const value = process.env[source.variable]
    if (value === undefined || value === '')
      throw new LabError(`The ${what} is missing: the environment has no ${source.variable} any more.`)
    return value
  }
  try {
    return readFileSync(source.file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new LabError(`The ${what} cannot be read from ${source.file} (${code}).`)
  }
}
