/** Encodes and stores attempts, as the supervisor sees it; tests do it without a thread. */
import type { AttemptColumns } from '@/lib/core/history/attempt-columns'
import { encodeAttempts } from '@/lib/db/attempt-codec'
import type { Claim } from '@/lib/db/claim-run'
import type { Database } from '@/lib/db/database'
import { appendBatch } from '@/lib/db/record-trial'
import type { Log } from '../log/log'
import { writePatiently } from '../patient-write'

/** Attempts of one trial that are stored together. */
export interface ColumnBatch {
  trialIndex: number
  /** From 0 within trial and epoch. */
  sequence: number
  columns: AttemptColumns
}

export interface AttemptStore {
  /**
   * Resolves when the batch is in the database.
   * @returns the batch as it was stored, for decodeAttempts
   * @throws DatabaseError, FencedOutError
   */
  store(claim: Claim, batch: ColumnBatch): Promise<EncodedAttempts>
  close(): Promise<void>
}

/** A batch as bytes. */
export type EncodedAttempts = Uint8Array<ArrayBuffer>

/** Encodes and stores one batch in this thread; waits for a database that is locked. */
export async function storeHere(
  claim: Claim,
  { trialIndex, sequence, columns }: ColumnBatch,
  db: Database,
  log: Pick<Log, 'warn'>,
): Promise<EncodedAttempts> {
  const batch = { trialIndex, sequence, rows: columns.length, data: encodeAttempts(columns) }
  await writePatiently(() => appendBatch(claim, batch, db), log)
  return batch.data
}
