/** The key that cookies of sessions are signed with: made once per data folder, readable by its owner alone. */
import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** @param dataDirectory must exist */
export function sessionSecret(dataDirectory: string): string {
  const file = path.join(dataDirectory, 'session-secret')
  return read(file) ?? make(file)
}

function read(file: string): string | null {
  try {
    const secret = readFileSync(file, 'utf8').trim()
    // Copies and restored backups forget it.
    chmodSync(file, 0o600)
    return secret.length >= 43 ? secret : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Linked into its place whole: of two processes that make one at the same time, both use the first. */
function make(file: string): string {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, randomBytes(32).toString('base64url') + '\n', { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  const secret = read(file)
  if (secret) return secret
  throw new Error(`${file} holds no key. Delete it and start again: everybody signs in anew.`)
}
