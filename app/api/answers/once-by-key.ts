/**
 * Idempotency-Key: a request that comes again, because its sender did not see the answer, is answered again and done once.
 * The look at the key, the work and the kept answer are one transaction, and SQLite has one at a time: of two requests at once
 * the second one finds the answer of the first.
 */
import { createHash } from 'node:crypto'
import type { Who } from '@/lib/core/access/access'
import { asUnit } from '@/lib/db/database'
import type { Operation } from '@/lib/core/api/operation'
import { keepAnswer, readKeptAnswer } from '@/lib/db/kept-answers'
import { Refusal } from './problem'

/** Of the answer: it is one that was given before. */
export const REPLAYED = 'idempotency-replayed'
const KEY = /^[\x21-\x7e]{1,255}$/
const KEPT_HEADERS = ['content-type', 'location', 'cache-control']

/** @param text of the body @param work is done once for each key of somebody; without a key, each time */
export function onceByKey(
  { request, who, text }: { request: Request; who: Who; text: string },
  work: () => Promise<Response>,
): Promise<Response> {
  const key = readKey(request)
  if (key === null) return asUnit(work)
  const owner = who.kind === 'account' || who.kind === 'token' ? `${who.kind}:${who.id}` : who.kind
  const fingerprint = fingerprintOf(request, text)
  return asUnit(async () => {
    const kept = await readKeptAnswer(owner, key)
    if (kept) {
      if (kept.fingerprint === fingerprint)
        return new Response(kept.body, {
          status: kept.status,
          headers: { ...kept.headers, [REPLAYED]: 'true' },
        })
      throw new Refusal(
        'key-used-otherwise',
        'Nothing was done. Send a new key with a new request; an old key only repeats its own.',
      )
    }
    const response = await work()
    await keepAnswer(owner, key, {
      fingerprint,
      status: response.status,
      headers: Object.fromEntries([...response.headers].filter(([name]) => KEPT_HEADERS.includes(name))),
      body: await response.clone().text(),
    })
    return response
  })
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
