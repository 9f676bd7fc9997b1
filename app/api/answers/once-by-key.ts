/**
 * Idempotency-Key: a request that comes again, because its sender did not see the answer, is done once. It is answered again,
 * unless its answer told a secret: that is kept nowhere, so the request is refused and told what the first one has made.
 * The look at the key, the work and what is kept are one transaction, and SQLite has one at a time: of two requests at once the
 * second one finds what the first has left.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Who } from '@/lib/core/access/access'
import type { Operation, ToldOnce } from '@/lib/core/api/operation'
import type { AuditSubject } from '@/lib/core/audit/actions'
import { keepAnswer, readKeptAnswer } from '@/lib/db/kept-answers'
import { readStored } from '@/lib/db/stored-json'
import { derivedKey } from '@/lib/sharing/password'
import { Refusal } from './problem'

/** Of the answer: it is one that was given before. */
export const REPLAYED = 'idempotency-replayed'
const KEY = /^[\x21-\x7e]{1,255}$/
const KEPT_HEADERS = ['content-type', 'location', 'cache-control']

/** A request with a key. */
export interface Keyed {
  /** Whose key it is. */
  owner: string
  key: string
  /** Of method, address and body. */
  fingerprint: string
  /** Null where the answer may be kept as it is. */
  toldOnce: ToldOnce | null
}

/** Null where the request has no key, or the operation takes none. @param text of the body */
export async function keyOf(
  { request, who, text }: { request: Request; who: Who; text: string },
  { idempotent, tellsSecret }: Pick<Operation, 'idempotent' | 'tellsSecret'>,
): Promise<Keyed | null> {
  const key = idempotent ? readKey(request) : null
  if (key === null) return null
  const owner = who.kind === 'account' || who.kind === 'token' ? `${who.kind}:${who.id}` : who.kind
  const toldOnce = tellsSecret ?? null
  const digest = fingerprintOf(request, text)
  // The password of a share link may stand in the body: whoever reads the database must not be able to try some.
  const fingerprint = toldOnce ? await derivedKey(digest, Buffer.from(`${owner} ${key}`)) : null
  return { owner, key, fingerprint: fingerprint?.toString('base64url') ?? digest, toldOnce }
}

/** What was answered before; null where nothing was. @throws Refusal for another request, and where a secret was told */
export async function answerBefore({ owner, key, fingerprint, toldOnce }: Keyed): Promise<Response | null> {
  const kept = await readKeptAnswer(owner, key)
  if (!kept) return null
  if (kept.fingerprint !== fingerprint)
    throw new Refusal(
      'key-used-otherwise',
      'Nothing was done. Send a new key with a new request; an old key only repeats its own.',
    )
  if (toldOnce) throw madeAlready(toldOnce, readStored(madeSchema, JSON.parse(kept.body), 'A kept answer'))
  return new Response(kept.body, {
    status: kept.status,
    headers: { ...kept.headers, [REPLAYED]: 'true' },
  })
}

/** Keeps what was answered. Call it in the transaction of {@link answerBefore} and the work. */
export async function keepResponse({ owner, key, fingerprint }: Keyed, response: Response): Promise<void> {
  await keepAnswer(owner, key, {
    fingerprint,
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => KEPT_HEADERS.includes(name))),
    body: await response.clone().text(),
  })
}

/** Keeps what was made, and nothing of the answer, which tells a secret. @param made what the audit log is told of */
export async function keepMade(
  { owner, key, fingerprint }: Keyed,
  made: AuditSubject | undefined,
): Promise<void> {
  if (!made) throw new Error('what tells a secret made nothing')
  await keepAnswer(owner, key, { fingerprint, status: 409, headers: {}, body: JSON.stringify(made) })
}

const madeSchema = z.object({ kind: z.string(), id: z.string(), name: z.string() })

function madeAlready({ made: what, instead }: ToldOnce, made: AuditSubject): Refusal {
  return new Refusal(
    'made-already',
    `The first request with this key made ${what} “${made.name}”. What is secret of it was told once, in that answer. Nothing was made now. ${instead} (with another Idempotency-Key).`,
    { made, headers: { [REPLAYED]: 'true' } },
  )
}

/** Refuses a key that an operation does not take: its sender would rely on it, and do twice what is to be done once. */
export function refuseUntakenKey(
  request: Request,
  { method, idempotent }: Pick<Operation, 'method' | 'idempotent'>,
): void {
  if (idempotent || method === 'GET' || !request.headers.has('idempotency-key')) return
  throw new Refusal(
    'not-understood',
    'Idempotency-Key: this operation does not take one, and nothing was done. Send the request without it, and before you send it again, look whether it was done.',
  )
}

function readKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key')
  if (key === null || KEY.test(key)) return key
  throw new Refusal(
    'not-understood',
    'Idempotency-Key: it has 1 to 255 visible ASCII characters, for example a UUID.',
  )
}

function fingerprintOf(request: Request, text: string): string {
  const { pathname, search } = new URL(request.url)
  return createHash('sha256')
    .update(JSON.stringify([request.method, pathname, search, request.headers.get('content-type'), text]))
    .digest('base64url')
}
