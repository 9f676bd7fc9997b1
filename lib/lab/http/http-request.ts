/**
 * What one attempt asks of an HTTP target: exactly one request for each kind.
 *
 * put = POST. get = GET. txn = POST with an Idempotency-Key that is the same for all attempts of the operation, so that it
 * is done at most once however often it is sent; and with If-Match where a revision was read. revision = GET of the value,
 * for its entity tag. check = GET of the operation itself; both of these only where the upstream is ours.
 */
import { createHash } from 'node:crypto'
import { OWN_UPSTREAM, type HttpTarget } from '@/lib/core/experiment/target'
import type { RequestKind } from '@/lib/core/history/attempt'
import { RANDOM_PURPOSE, streamOf } from '@/lib/core/random/stream'
import { drawClientToken } from '@/lib/core/strategy/parts/client-token'
import type { AttemptRequest } from '@/lib/engine/ports'
import { idempotencyKeyField, namingFields, operationIdOf, tagOf } from './request-fields'

/** What all requests of an arm have in common. */
export interface ArmRequests {
  paths: Pick<HttpTarget, 'readPath' | 'writePath' | 'upstream'>
  seed: number
  /** Names run, trial and arm, so operation ids are unique. Ends with a slash. */
  prefix: string
  /** The digest of the prefix as numbers: where the arm's tokens are drawn. */
  prefixWords: readonly number[]
  value: string
}

/** One request, ready to be sent. */
export interface WireRequest {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string | number>
  body: string | null
}

type Wanted = Pick<AttemptRequest, 'kind' | 'key' | 'operation' | 'attempt' | 'modRevision'>

/** Prepares what the arm's requests share. */
export function armRequests(
  paths: ArmRequests['paths'],
  { seed, prefix, valueBytes }: { seed: number; prefix: string; valueBytes: number },
): ArmRequests {
  const digest = createHash('sha256').update(prefix).digest()
  const prefixWords = [0, 4, 8, 12].map((offset) => digest.readUInt32BE(offset))
  return { paths, seed, prefix, prefixWords, value: 'x'.repeat(valueBytes) }
}

/** The request of an attempt. */
export function wireRequest(arm: ArmRequests, wanted: Wanted): WireRequest {
  const { kind, key, operation, attempt = 1, modRevision } = wanted
  const isNamed = operation !== undefined
  if (!isNamed && (kind === 'txn' || kind === 'check'))
    throw new RangeError(`a ${kind} needs the number of its operation`)
  const id = operationIdOf(arm.prefix, operation ?? 0)
  const token = isNamed ? clientTokenOf(arm, operation) : null
  const path = pathOf(arm, kind, key, id)
  const names = token === null ? {} : namingFields(id, attempt, token)
  if (kind !== 'put' && kind !== 'txn') return { method: 'GET', path, headers: names, body: null }
  const body = JSON.stringify({ order: isNamed ? id : null, key, value: arm.value })
  return {
    method: 'POST',
    path,
    headers: {
      ...names,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(kind === 'txn' && token !== null && idempotencyKeyField(token)),
      ...(kind === 'txn' && modRevision !== undefined && { 'if-match': tagOf(modRevision) }),
    },
    body,
  }
}

/**
 * The operation's client token. Drawn by run, trial and arm as well as by the seed: a server that is not ours remembers the
 * tokens of earlier runs, also of those with the same seed.
 */
export function clientTokenOf({ seed, prefixWords }: ArmRequests, operation: number): string {
  return drawClientToken(streamOf(seed, RANDOM_PURPOSE.token, ...prefixWords, operation))
}

function pathOf({ paths, prefix }: ArmRequests, kind: RequestKind, key: number, operationId: string): string {
  const { readPath, writePath, upstream } = paths
  if (kind === 'check') return `${writePath}/${encodeURIComponent(operationId)}`
  const path = (kind === 'put' || kind === 'txn' ? writePath : readPath).replaceAll('{key}', String(key))
  // With the prefix, as in etcd: arms that run side by side must not write each other's values.
  return upstream === OWN_UPSTREAM ? `${path}?key=${encodeURIComponent(`${prefix}${key}`)}` : path
}
