/**
 * What one attempt asks of etcd: exactly one gRPC call (Put, Range or Txn) for each kind of request.
 *
 * A `put` of two keys is a transaction that compares nothing. What an answer tells of revisions comes with the reply: the
 * `mod_revision` that a read saw, or the revision that a write has made.
 *
 * A `txn` writes the value and, with it, a key that bears the operation's id. It does nothing when that key is there, so
 * that an operation is applied at most once however often it is sent, and nothing when the value's `mod_revision` is
 * another one than was read. What was found instead comes back in the same answer.
 */
import { CompareResult, CompareTarget, type KVClient } from 'etcd3'
import { retryAttemptId } from '@/lib/core/strategy/parts/attempt-id'
import type { AttemptReply, AttemptRequest } from '@/lib/engine/ports'
import { succeeded } from './classify-reply'
import type { EtcdCallOptions } from './etcd-channel'
import { markedValue } from './write-mark'

/** Where an arm's keys are, and what is written to them. */
export interface ArmKeys {
  /** Everything of the arm lies below it: it names run, trial and arm, so operation ids are unique. Ends with a slash. */
  prefix: string
  valueBytes: number
}

type Wanted = Pick<AttemptRequest, 'kind' | 'key' | 'also' | 'operation' | 'attempt' | 'modRevision'>

/** Written to a key beside the value: its mark, and nothing to fill it up. */
const MARK_ONLY = 0

const CONFLICT: AttemptReply = { outcome: 'fail', errorClass: 'conflict' }

/** Sends one request. Rejects with grpc's own error. */
export async function sendRequest(
  client: KVClient,
  { prefix, valueBytes }: ArmKeys,
  wanted: Wanted,
  options: EtcdCallOptions,
): Promise<AttemptReply> {
  const key = Buffer.from(`${prefix}${wanted.key}`)
  switch (wanted.kind) {
    case 'put': {
      const puts = putsOf({ prefix, valueBytes }, wanted)
      const [put] = puts
      const { header } =
        wanted.also === undefined
          ? await client.put(put, options)
          : await client.txn({ success: puts.map((request_put) => ({ request_put })) }, options)
      return withRevision(header.revision)
    }
    case 'get': {
      const { kvs } = await client.range({ key }, options)
      return withRevision(modRevisionOf(kvs))
    }
    case 'revision': {
      const { kvs } = await client.range({ key, keys_only: true }, options)
      const modRevision = modRevisionOf(kvs)
      return { ...withRevision(modRevision), modRevision }
    }
    case 'check': {
      const id = Buffer.from(operationId(prefix, wanted))
      const { kvs } = await client.range({ key: id, keys_only: true }, options)
      const [found] = kvs
      return found
        ? { ...withRevision(found.mod_revision), isApplied: true }
        : { ...succeeded(), isApplied: false }
    }
    case 'txn':
      return transact(
        client,
        putsOf({ prefix, valueBytes }, wanted),
        operationId(prefix, wanted),
        wanted,
        options,
      )
  }
}

type Put = { key: Buffer; value: Buffer }

/** What a write writes: the key with its value, and the second key, if there is one. */
function putsOf({ prefix, valueBytes }: ArmKeys, wanted: Wanted): [Put, ...Put[]] {
  const put = { key: Buffer.from(`${prefix}${wanted.key}`), value: markedValue(wanted, valueBytes) }
  if (wanted.also === undefined) return [put]
  return [put, { key: Buffer.from(`${prefix}${wanted.also}`), value: markedValue(wanted, MARK_ONLY) }]
}

/** The revision that a read saw, or that a write has made. */
function withRevision(revision: string): AttemptReply {
  return { ...succeeded(), revision: Number(revision) }
}

async function transact(
  client: KVClient,
  puts: [Put, ...Put[]],
  id: string,
  { attempt = 1, modRevision }: Wanted,
  options: EtcdCallOptions,
): Promise<AttemptReply> {
  const idKey = Buffer.from(id)
  const isFirst = { target: CompareTarget.Version, result: CompareResult.Equal, key: idKey, version: '0' }
  const isUnchanged = {
    target: CompareTarget.Mod,
    result: CompareResult.Equal,
    key: puts[0].key,
    mod_revision: modRevision,
  }
  const {
    succeeded: written,
    responses,
    header,
  } = await client.txn(
    {
      compare: modRevision === undefined ? [isFirst] : [isFirst, isUnchanged],
      success: [
        ...puts.map((request_put) => ({ request_put })),
        // Which attempt it was that took effect: evidence for people who look into the keys.
        { request_put: { key: idKey, value: Buffer.from(retryAttemptId(id, attempt)) } },
      ],
      failure: [
        { request_range: { key: idKey, keys_only: true } },
        { request_range: { key: puts[0].key, keys_only: true } },
      ],
    },
    options,
  )
  if (written) return withRevision(header.revision)
  const [applied, found] = responses
  if (!applied || !found) throw new Error('etcd left out answers of a transaction')
  // An attempt before this one did it, and its answer was lost.
  const [idFound] = applied.response_range.kvs
  if (idFound) return withRevision(idFound.mod_revision)
  return { ...CONFLICT, modRevision: modRevisionOf(found.response_range.kvs) }
}

/** '0' is etcd's own word for a key that is not there. */
function modRevisionOf(kvs: readonly { mod_revision: string }[]): string {
  return kvs[0]?.mod_revision ?? '0'
}

/** The key that says that an operation was applied; the same for all attempts of it, and for no other operation. */
function operationId(prefix: string, { kind, operation }: Wanted): string {
  if (operation === undefined) throw new RangeError(`a ${kind} needs the number of its operation`)
  return `${prefix}op/${operation}`
}
