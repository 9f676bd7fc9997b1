/**
 * The record of one attempt: the evidence everything else is computed from.
 * All times are milliseconds on the trial's own clock, 0 = the begin of the fault window.
 */
import type { LossKind } from '../fault/faults/loss'
import type { ErrorClass } from './error-class'

/**
 * ok: it happened. fail: it did not happen. info: nobody knows; only `info` can hide a duplicate effect.
 * The order is stored: never reorder.
 */
export const OUTCOMES = ['ok', 'fail', 'info'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What an operation is asked to do. */
export const OPERATION_KINDS = ['put', 'get'] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

/**
 * What goes on the wire; each is one request. put, get: as the operation is asked for, plainly. txn: a put in a
 * transaction that writes the operation's id with it and does nothing when that is there already. revision, check: reads
 * that a strategy adds for its own knowledge (the key's revision; whether the operation's id is there). Over HTTP: POST,
 * GET, POST with If-Match and Idempotency-Key, GET for the ETag, GET of the operation's own state.
 *
 * Stored order: never reorder, only append.
 */
export const REQUEST_KINDS = [...OPERATION_KINDS, 'txn', 'revision', 'check'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** True for requests that try nothing of what the caller asked for: they are on the wire, but are no attempt of it. */
export function isAuxiliary(kind: RequestKind): boolean {
  return kind === 'revision' || kind === 'check'
}

/** True for requests that can change something, so that a lost answer leaves a doubt. */
export function isWrite(kind: RequestKind): boolean {
  return kind === 'put' || kind === 'txn'
}

/**
 * Why an operation ended after this attempt. `retry` = it did not: another attempt followed, or (hedging) was under way.
 * `after-end` = the operation had ended for its caller before this attempt began: work that leaked. `deferred` = it ended for
 * its caller with "accepted for later"; the attempts of the job behind it have reasons of their own, `job-…`.
 * Stored order: never reorder, only append.
 */
export const STOP_REASONS = [
  'retry',
  'succeeded',
  'attempts-exhausted',
  'permanent-error',
  'deadline',
  'elapsed-limit',
  'cancelled',
  'refused',
  'after-end',
  'conflict',
  'unsafe-retry',
  'deferred',
  'job-retry',
  'job-done',
  'job-failed',
] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** Reasons of attempts that a job made behind a caller that had been told "accepted for later". */
const JOB_REASONS = ['job-retry', 'job-done', 'job-failed'] as const satisfies readonly StopReason[]

/** Written by the engine alone: no strategy ends an operation with them. */
export const ENGINE_REASONS = [
  'retry',
  'after-end',
  'deferred',
  ...JOB_REASONS,
] as const satisfies readonly StopReason[]

/** True for an attempt of a deferred job. */
export function isOfJob(stop: StopReason): boolean {
  return (JOB_REASONS as readonly StopReason[]).includes(stop)
}

/** True for the attempt that closes its operation for the caller. Each operation has exactly one. */
export function closesOperation(stop: StopReason): boolean {
  return stop === 'deferred' || !(ENGINE_REASONS as readonly StopReason[]).includes(stop)
}

/** One line for people per reason: why the operation ended. */
export const STOP_REASON_MEANING: Record<StopReason, string> = {
  retry: 'It did not end: another attempt followed.',
  succeeded: 'An attempt succeeded.',
  'attempts-exhausted': 'The strategy had made all its attempts.',
  'permanent-error': 'The error was one that repetition cannot help.',
  deadline: 'The caller’s deadline had come, or the next wait would have outlasted it.',
  'elapsed-limit': 'The strategy’s own time limit left no room for another wait.',
  cancelled: 'The caller cancelled.',
  refused: 'The strategy itself refused the next try (breaker, budget, throttle).',
  'after-end': 'The caller had left before; the attempt was made behind its back.',
  conflict: 'Others changed the value again and again between reading and writing it.',
  'unsafe-retry': 'The write may have happened, and to repeat it could do it twice.',
  deferred: 'The caller was told “accepted for later”; the job went on without it.',
  'job-retry': 'A deferred job did not end: another attempt followed.',
  'job-done': 'A deferred job was done.',
  'job-failed': 'A deferred job was given up: it needs a person.',
}

/** What was drawn for an attempt by a loss of attempts. Stored order: never reorder, only append. */
export const LOSSES = ['none', 'request', 'ack'] as const satisfies readonly ('none' | LossKind)[]
export type Loss = (typeof LOSSES)[number]

/** How an attempt came back. A failure is a value, never thrown. */
export interface AttemptReply {
  outcome: Outcome
  errorClass: ErrorClass
  /**
   * Where the request told it (`revision`; a `txn` in conflict): the etcd `mod_revision` of the key (our HTTP upstream has its
   * like), a decimal number; '0' = there is no such key.
   */
  modRevision?: string
  /** See {@link AttemptRecord.revision}. */
  revision?: number
  /** Answer of `check`: whether the operation's id is there, that is, whether one of its transactions was applied. */
  isApplied?: boolean
  /** From a client that repeats by itself, where it did not succeed: why it gave up. */
  gaveUp?: Exclude<StopReason, (typeof ENGINE_REASONS)[number] | 'succeeded'>
  /** Targets over HTTP: the status of the answer; left out when there was none. */
  httpStatus?: number
  /** What the server asked to wait before the next attempt (a valid Retry-After), milliseconds; left out when it did not. */
  retryAfterMs?: number
}

export interface AttemptRecord {
  /** Index of the strategy in the spec. */
  arm: number
  /** Number of the operation within trial and arm, from 0. */
  operation: number
  /** 1 = the first. Refused tries (see isRefusal) and auxiliary requests are numbered with the attempts. */
  attempt: number
  kind: RequestKind
  /**
   * Index of the etcd member the attempt was sent to. Where a library chose it and sent nothing, so that nobody knows which
   * it would have been: the one that a plain client would have asked.
   */
  member: number
  /** When the operation was meant to start (open loop: its arrival; closed loop: its actual start). */
  intendedStartMs: number
  /** When this attempt really started. */
  startMs: number
  endMs: number
  outcome: Outcome
  errorClass: ErrorClass
  /** What was drawn for it: a lost attempt was sent down a path that always loses. */
  loss: Loss
  /** Delay before this attempt as the strategy's formula has it, without jitter; 0 for the first attempt. */
  nominalDelayMs: number
  /** Delay the strategy drew (with jitter); 0 for the first attempt. */
  plannedDelayMs: number
  /**
   * Delay that really passed between the end of the previous attempt (for a hedge: its start) and this start; 0 for the
   * first attempt.
   */
  actualDelayMs: number
  /** Exactly one attempt of an operation closes it for its caller (see {@link closesOperation}). */
  stop: StopReason
  /**
   * End of the operation as its caller saw it; meaningful where `stop` is not `retry`. Before `endMs` where the caller
   * left while a strategy that ignores cancellation let the attempt go on, and for the attempts of a deferred job.
   */
  operationEndMs: number
  /**
   * What the answer told of the key: of a read, the revision it saw (0 = there was no such key); of a write and of a `check`
   * that found it, the revision it has made. Left out = there was no answer, or it did not tell.
   */
  revision?: number
}

/**
 * True when an operation that did not succeed for its caller is left in doubt by this attempt: nobody knows what it did,
 * or it did it, but the caller had left before the answer came.
 */
export function leavesDoubt({ kind, outcome }: Pick<AttemptRecord, 'kind' | 'outcome'>): boolean {
  return outcome === 'info' || (outcome === 'ok' && isWrite(kind))
}
