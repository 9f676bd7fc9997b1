/** Passwords of share links, kept as scrypt makes them; and the proof that a reader has given one. */
import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP’s second choice: 32 MB and three passes. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const KEY_BYTES = 32
/** Each takes a core for a while, and memory: others wait outside. */
const AT_ONCE = 2
const PROOF_MS = 12 * 3_600_000

/** "scrypt$15$8$3$<salt>$<key>". */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derivedKey(password, salt)
  return [
    'scrypt',
    Math.log2(COST.N),
    COST.r,
    COST.p,
    salt.toString('base64url'),
    key.toString('base64url'),
  ].join('$')
}

let underWay = 0

/** null = too many are being looked at: ask again. */
export async function checkPassword(password: string, stored: string): Promise<boolean | null> {
  if (underWay >= AT_ONCE) return null
  underWay += 1
  try {
    const [, , , , salt = '', key = ''] = stored.split('$')
    const wanted = Buffer.from(key, 'base64url')
    const given = await derivedKey(password, Buffer.from(salt, 'base64url'))
    return wanted.length === given.length && timingSafeEqual(given, wanted)
  } finally {
    underWay -= 1
  }
}

/** What scrypt makes of a text: whoever reads it has to try texts slowly. */
export function derivedKey(text: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same text may be written in two ways.
    scrypt(text.normalize('NFC'), salt, KEY_BYTES, COST, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

export interface Proof {
  value: string
  expires: Date
}

/** What a reader’s cookie holds after the password: good for this share and this password only, and for half a day. */
export function passwordProof(shareId: string, stored: string, now: Date): Proof {
  const expires = new Date(now.getTime() + PROOF_MS)
  return { value: `${expires.getTime()}.${signature(shareId, stored, expires.getTime())}`, expires }
}

export function isProof(value: string, shareId: string, stored: string, now: Date): boolean {
  const [time = '', given = ''] = value.split('.')
  const expires = Number(time)
  if (!Number.isSafeInteger(expires) || expires <= now.getTime()) return false
  const wanted = Buffer.from(signature(shareId, stored, expires))
  const told = Buffer.from(given)
  return told.length === wanted.length && timingSafeEqual(told, wanted)
}

/** The stored key is known to the server alone. */
function signature(shareId: string, stored: string, expires: number): string {
  return createHmac('sha256', stored).update(`share ${shareId} until ${expires}`).digest('base64url')
}
