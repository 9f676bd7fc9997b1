/** The operations of a finished trial: as a list by page, and one of them with all its attempts. */
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { attemptAt } from '@/lib/core/history/attempt-columns'
import type { DamagedBatch } from '@/lib/core/history/stored-attempts'
import { missingOperations, type MissingOperations } from '@/lib/core/trace/missing-operations'
import {
  MOST_DRAWN_OPERATIONS,
  MOST_WITH_ATTEMPTS,
  type AttemptSpans,
  type OperationColumns,
} from '@/lib/core/trace/operation-columns'
import {
  OperationList,
  type OperationPage,
  type OperationQuery,
  type StartedBetween,
} from '@/lib/core/trace/operation-rows'
import { database, query, type Database } from './database'
import { readColumns } from './read-attempts'
import type { StoredBatch } from './stored-batches'

/** With the batches of the trial that cannot be read: what is in them is missing. */
export type Readable<Answer> = Answer & { damaged: DamagedBatch[] }

/** Spans are of the attempts; null where they were not asked for. */
export type DrawnOperations = Readable<OperationColumns> & { spans: AttemptSpans | null }

/** Null where nothing is missing. */
export type ListedOperations = Readable<OperationPage> & { missing: MissingOperations | null }

/**
 * A page of a trial's operations. Of those that a damaged batch has attempts of, what can be read, with how many are missing.
 * @returns null when the run has no such finished trial
 */
export async function listOperations(
  runId: string,
  trialIndex: number,
  wanted: OperationQuery,
  db: Database = database(),
): Promise<ListedOperations | null> {
  const gathered = await gatheredOf(runId, trialIndex, db)
  if (!gathered) return null
  const { list, damaged } = gathered
  const page = { ...list.page(wanted), damaged }
  if (damaged.length === 0) return { ...page, missing: null }
  const known = await countOperations(runId, trialIndex, wanted.arm, db)
  return { ...page, missing: missingOperations(damaged, { known, listed: list.size(wanted.arm) }) }
}

/**
 * A trial's operations as columns for a drawing.
 * @param under those that were under way at some instant of it, with their attempts; null = all, without
 * @returns null when the run has no such finished trial
 */
export async function readOperationColumns(
  runId: string,
  trialIndex: number,
  under: StartedBetween | null,
  db: Database = database(),
): Promise<DrawnOperations | null> {
  const gathered = await gatheredOf(runId, trialIndex, db)
  if (!gathered) return null
  const { list, damaged } = gathered
  if (under === null) return { ...list.columns(null, MOST_DRAWN_OPERATIONS), spans: null, damaged }
  const columns = list.columns(under, MOST_WITH_ATTEMPTS)
  const batches = await readColumns(runId, trialIndex, db)
  return batches && { ...columns, spans: await spansOf(columns, batches), damaged }
}

async function spansOf(
  { arm, operation }: OperationColumns,
  batches: AsyncIterable<StoredBatch>,
): Promise<AttemptSpans> {
  const places = new Map(operation.map((number, place) => [keyOf(arm[place] ?? 0, number), place]))
  const spans: AttemptSpans = { of: [], startUs: [], endUs: [], outcome: [] }
  for await (const { columns } of batches) {
    if (!columns) continue
    for (let row = 0; row < columns.length; row++) {
      const place = places.get(keyOf(columns.arm[row] ?? 0, columns.operation[row] ?? 0))
      if (place === undefined) continue
      spans.of.push(place)
      spans.startUs.push(columns.startUs[row] ?? 0)
      spans.endUs.push(columns.endUs[row] ?? 0)
      spans.outcome.push(columns.outcome[row] ?? 0)
    }
  }
  return spans
}

/** Arms are at most 256, and operations 32 bits. */
function keyOf(arm: number, operation: number): number {
  return operation * 256 + arm
}

/** By the figures of the trial. @param arm null = all */
async function countOperations(
  runId: string,
  trialIndex: number,
  arm: number | null,
  db: Database,
): Promise<number> {
  const { _sum: sum } = await query(db, (prisma) =>
    prisma.trialArm.aggregate({
      where: { runId, trialIndex, ...(arm === null ? {} : { arm }) },
      _sum: { operations: true },
    }),
  )
  return sum.operations ?? 0
}

/** Who pages through a list asks for the same trial again; a finished one does not change. */
const KEPT_LISTS = 2
const lists = new Map<string, Gathered>()

type Gathered = Readable<{ list: OperationList }>

async function gatheredOf(runId: string, trialIndex: number, db: Database): Promise<Gathered | null> {
  const batches = await readColumns(runId, trialIndex, db)
  if (!batches) return null
  const key = JSON.stringify([db.file, runId, trialIndex])
  const gathered = lists.get(key) ?? (await gather(batches))
  // Moved to the end: the one that nobody has asked for the longest goes first.
  lists.delete(key)
  lists.set(key, gathered)
  for (const [oldest] of lists) if (lists.size > KEPT_LISTS) lists.delete(oldest)
  return gathered
}

async function gather(batches: AsyncIterable<StoredBatch>): Promise<Gathered> {
  const gathered: Gathered = { list: new OperationList(), damaged: [] }
  for await (const { columns, damaged } of batches)
    if (damaged) gathered.damaged.push(damaged)
    else gathered.list.add(columns)
  return gathered
}

/**
 * All attempts of one operation that can be read, in the order they ended.
 * @returns null when the run has no such finished trial, empty when the trial has no such operation
 */
export async function readOperation(
  runId: string,
  trialIndex: number,
  { arm, operation }: Pick<AttemptRecord, 'arm' | 'operation'>,
  db: Database = database(),
): Promise<Readable<{ attempts: AttemptRecord[] }> | null> {
  const batches = await readColumns(runId, trialIndex, db)
  if (!batches) return null
  const found: Readable<{ attempts: AttemptRecord[] }> = { attempts: [], damaged: [] }
  for await (const { columns, damaged } of batches) {
    if (damaged) found.damaged.push(damaged)
    else
      for (let row = 0; row < columns.length; row++)
        if (columns.operation[row] === operation && columns.arm[row] === arm)
          found.attempts.push(attemptAt(columns, row))
  }
  return found
}
