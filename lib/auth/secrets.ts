/** Secrets in links and tokens: 256 random bits, of which only a hash is stored. */
import { createHash, randomBytes } from 'node:crypto'

/** @param prefix says what it is, for people and for scanners of leaked secrets */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** SHA-256 is enough: nobody can try 2²⁵⁶ of them. Looked up by the hash, so that its time tells nothing about a near miss. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Whether it is of the form that {@link newSecret} gives: anything else need not be looked up. */
export function isSecret(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && /^[\w-]{43}$/.test(text.slice(prefix.length))
}
