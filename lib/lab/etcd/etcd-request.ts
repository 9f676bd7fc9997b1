/**
 * What one attempt asks of etcd: exactly one gRPC call (Put, Range or Txn) for each kind of request.
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

type Wanted = Pick<AttemptRequest, 'kind' | 'key' | 'operation' | 'attempt' | 'modRevision'>

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
    case 'put':
      await client.put({ key, value: markedValue(wanted, valueBytes) }, options)
      return succeeded()
    case 'get':
      await client.range({ key }, options)
      return succeeded()
    case 'revision': {
      const { kvs } = await client.range({ key, keys_only: true }, options)
      return { ...succeeded(), modRevision: modRevisionOf(kvs) }
    }
    case 'check': {
      const { count } = await client.range(
        { key: Buffer.from(operationId(prefix, wanted)), count_only: true },
        options,
      )
      return { ...succeeded(), isApplied: count !== '0' }
    }
    case 'txn':
      return transact(
        client,
        { key, value: markedValue(wanted, valueBytes) },
        operationId(prefix, wanted),
        wanted,
        options,
      )
  }
}

async function transact(
  client: KVClient,
  put: { key: Buffer; value: Buffer },
  id: string,
  { attempt = 1, modRevision }: Wanted,
  options: EtcdCallOptions,
): Promise<AttemptReply> {
  const idKey = Buffer.from(id)
  const isFirst = { target: CompareTarget.Version, result: CompareResult.Equal, key: idKey, version: '0' }
  const isUnchanged = {
    target: CompareTarget.Mod,
    result: CompareResult.Equal,
    key: put.key,
    mod_revision: modRevision,
  }
  const { succeeded: written, responses } = await client.txn(
    {
      compare: modRevision === undefined ? [isFirst] : [isFirst, isUnchanged],
      success: [
        { request_put: put },
        // Which attempt it was that took effect: evidence for people who look into the keys.
        { request_put: { key: idKey, value: Buffer.from(retryAttemptId(id, attempt)) } },
      ],
      failure: [
        { request_range: { key: idKey, count_only: true } },
        { request_range: { key: put.key, keys_only: true } },
      ],
    },
    options,
  )
  if (written) return succeeded()
  const [applied, found] = responses
  if (!applied || !found) throw new Error('etcd left out answers of a transaction')
  // An attempt before this one did it, and its answer was lost.
  if (applied.response_range.count !== '0') return succeeded()
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
