/** What the supervisor and the recorder's thread say to each other. Both ends are built from this file. */
import type { Claim } from '@/lib/db/claim-run'
import { DatabaseError, FencedOutError, type DatabaseProblem } from '@/lib/db/database-error'
import type { ColumnBatch, EncodedAttempts } from './attempt-store'

export interface RecorderData {
  databaseFile: string
}

export interface ToRecorder {
  /** Repeated in the answer. */
  id: number
  claim: Claim
  batch: ColumnBatch
}

export type FromRecorder =
  | { type: 'stored'; id: number; data: EncodedAttempts }
  | { type: 'failed'; id: number; error: SentError }
  | { type: 'warn'; message: string; cause: string }

/** An error on its way between threads, where classes get lost. */
export type SentError =
  | { kind: 'database'; problem: DatabaseProblem; message: string; cause: string }
  | { kind: 'fenced'; runId: string }
  | { kind: 'mistake'; message: string; stack: string }

/** What is sent of an error. @param runId of the batch that it is about */
export function sentError(error: unknown, runId: string): SentError {
  if (error instanceof FencedOutError) return { kind: 'fenced', runId }
  if (error instanceof DatabaseError)
    return { kind: 'database', problem: error.problem, message: error.message, cause: textOf(error.cause) }
  const message = error instanceof Error ? error.message : String(error)
  return { kind: 'mistake', message, stack: textOf(error) }
}

/** The error as it was thrown in the other thread. */
export function receivedError(sent: SentError): Error {
  switch (sent.kind) {
    case 'fenced':
      return new FencedOutError(sent.runId)
    case 'database':
      return new DatabaseError(sent.problem, sent.message, sent.cause)
    case 'mistake': {
      const error = new Error(sent.message)
      error.stack = sent.stack
      return error
    }
  }
}

export function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
