/**
 * What etcd itself says to have written: the changes of an arm's keys, replayed by a watch from the past (etcd API reference,
 * "Watch": `start_revision`), and a last read of the same keys, which goes another way through etcd. It costs the run nothing,
 * because it is read when the run is over.
 */
import { KVClient } from 'etcd3'
import { z } from 'zod'
import type { AppliedWrite, FinalKey } from '@/lib/core/checker/checker'
import type { EtcdChannel } from './etcd-channel'
import { endOfPrefix } from './fence'
import { markOf } from './write-mark'

/** For all of it: a history is as long as its trial had writes. */
const READ_TIMEOUT_MS = 60_000
/** Written last and read last. */
const END_KEY = 'history-end'
/** Operations' values lie at numbers. */
const NUMBER = /^\d+$/
/** Keys per piece of the last read. */
const PAGE = 5_000

const responseSchema = z.object({
  canceled: z.boolean(),
  cancel_reason: z.string(),
  compact_revision: z.string(),
  events: z.array(
    z.object({
      type: z.string(),
      kv: z.object({ key: z.instanceof(Buffer), value: z.instanceof(Buffer), mod_revision: z.string() }),
    }),
  ),
})
type WatchResponse = z.output<typeof responseSchema>

/** A history that etcd does not have any more, or does not give. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError'
}

export interface KeptHistory {
  /** The marked writes, in the order in which they took effect. */
  writes: AppliedWrite[]
  finalKeys: FinalKey[]
}

/**
 * What was written below a prefix, and what is there.
 * @param prefix ends with a slash; keys are numbers
 * @param fromRevision the first revision that counts
 * @throws HistoryError, or grpc's own error
 */
export async function readWriteHistory(
  channel: EtcdChannel,
  prefix: string,
  fromRevision: bigint,
): Promise<KeptHistory> {
  const deadline = Date.now() + READ_TIMEOUT_MS
  const end = { key: Buffer.from(`${prefix}${END_KEY}`), value: Buffer.from('-') }
  // No plain put: those are counted as operations'.
  const { header } = await new KVClient(channel).txn({ success: [{ request_put: end }] }, { deadline })
  const key = Buffer.from(prefix)
  const request = { key, range_end: endOfPrefix(key), start_revision: String(fromRevision), fragment: true }
  const stream = await channel.stream('Watch', 'watch', { deadline }, { create_request: request })
  const writes: AppliedWrite[] = []
  try {
    for await (const message of stream as AsyncIterable<unknown>) {
      const response = responseSchema.parse(message)
      if (response.canceled) throw new HistoryError(reasonOf(response))
      for (const { type, kv } of response.events) {
        const name = kv.key.toString('latin1').slice(prefix.length)
        if (name === END_KEY)
          return { writes, finalKeys: await readFinalKeys(channel, prefix, header.revision, deadline) }
        const mark = type === 'Put' && NUMBER.test(name) ? markOf(kv.value) : null
        if (mark) writes.push({ ...mark, key: Number(name), revision: Number(kv.mod_revision) })
      }
    }
  } finally {
    stream.on('error', () => undefined).cancel()
  }
  throw new HistoryError('etcd ended the history before its end')
}

/**
 * All keys below a prefix as they were at one revision, piece by piece.
 * @param revision '0' = as they are
 * @param deadline of all pieces together, wall-clock
 */
export async function readFinalKeys(
  channel: EtcdChannel,
  prefix: string,
  revision: string,
  deadline: number,
  page = PAGE,
): Promise<FinalKey[]> {
  const client = new KVClient(channel)
  const range_end = endOfPrefix(Buffer.from(prefix))
  const finalKeys: FinalKey[] = []
  for (let key = Buffer.from(prefix); ;) {
    // No plain range: those are counted as operations'.
    const request_range = { key, range_end, limit: page, revision, keys_only: true }
    const { responses } = await client.txn({ success: [{ request_range }] }, { deadline })
    const { kvs = [], more = false } = responses[0]?.response_range ?? {}
    for (const { key: found, mod_revision, version } of kvs) {
      const name = found.toString('latin1').slice(prefix.length)
      if (NUMBER.test(name))
        finalKeys.push({ key: Number(name), revision: Number(mod_revision), version: Number(version) })
    }
    const last = kvs.at(-1)
    if (!more || !last) return finalKeys
    // The smallest key above it.
    key = Buffer.concat([last.key, Buffer.from([0])])
  }
}

function reasonOf({ compact_revision, cancel_reason }: WatchResponse): string {
  return compact_revision === '0'
    ? `etcd does not give its history: ${cancel_reason}`
    : 'etcd has compacted a part of the history: switch its automatic compaction off, or make trials shorter'
}
