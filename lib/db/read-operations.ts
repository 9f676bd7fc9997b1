/** The operations of a finished trial: as a list by page, and one of them with all its attempts. */
import type { AttemptRecord } from '@/lib/core/history/attempt'
import { attemptAt, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import { OperationList, type OperationPage, type OperationQuery } from '@/lib/core/trace/operation-rows'
import { database, type Database } from './database'
import { readColumns } from './read-attempts'

/**
 * A page of a trial's operations.
 * @returns null when the run has no such finished trial
 */
export async function listOperations(
  runId: string,
  trialIndex: number,
  query: OperationQuery,
  db: Database = database(),
): Promise<OperationPage | null> {
  const batches = await readColumns(runId, trialIndex, db)
  if (!batches) return null
  const key = JSON.stringify([db.file, runId, trialIndex])
  const list = lists.get(key) ?? (await gathered(batches))
  // Moved to the end: the one that nobody has asked for the longest goes first.
  lists.delete(key)
  lists.set(key, list)
  for (const [oldest] of lists) if (lists.size > KEPT_LISTS) lists.delete(oldest)
  return list.page(query)
}

/** Who pages through a list asks for the same trial again; a finished one does not change. */
const KEPT_LISTS = 2
const lists = new Map<string, OperationList>()

async function gathered(batches: AsyncIterable<AttemptColumns>): Promise<OperationList> {
  const list = new OperationList()
  for await (const columns of batches) list.add(columns)
  return list
}

/**
 * All attempts of one operation, in the order they ended.
 * @returns null when the run has no such finished trial, empty when the trial has no such operation
 */
export async function readOperation(
  runId: string,
  trialIndex: number,
  { arm, operation }: Pick<AttemptRecord, 'arm' | 'operation'>,
  db: Database = database(),
): Promise<AttemptRecord[] | null> {
  const batches = await readColumns(runId, trialIndex, db)
  if (!batches) return null
  const attempts: AttemptRecord[] = []
  for await (const columns of batches)
    for (let row = 0; row < columns.length; row++)
      if (columns.operation[row] === operation && columns.arm[row] === arm)
        attempts.push(attemptAt(columns, row))
  return attempts
}
