/** Tokens of share links: 256 random bits, known to whoever has the link and to nobody else. */
import { hashOf as hexOf, newSecret } from '../auth/secrets'

export interface NewToken {
  token: string
  /** What is stored. */
  hash: Uint8Array<ArrayBuffer>
}

export function newToken(): NewToken {
  // An address that people send on has no room for a prefix.
  const token = newSecret('')
  return { token, hash: hashOf(token) }
}

/** Anything else than a token is hashed as well. */
export function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hexOf(token), 'hex'))
}
