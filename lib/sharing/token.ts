/** Tokens of share links: 256 random bits, known to whoever has the link and to nobody else. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN_BYTES = 32
const SHAPE = /^[A-Za-z0-9_-]{43}$/

export interface NewToken {
  token: string
  /** What is stored. */
  hash: Uint8Array<ArrayBuffer>
}

export function newToken(): NewToken {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, hash: hashOf(token) }
}

/** SHA-256: a token has so much chance in it that nothing slower is needed. Anything else than a token is hashed as well. */
export function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHash('sha256')
      .update(SHAPE.test(token) ? token : `no token: ${token}`)
      .digest(),
  )
}

const NOBODYS = new Uint8Array(32)

/** Compares what was asked for with what was found, as long for one as for the other. @param found null = nothing was */
export function isSameHash(asked: Uint8Array, found: Uint8Array | null): boolean {
  const isSame = timingSafeEqual(asked, found ?? NOBODYS)
  return isSame && found !== null
}
