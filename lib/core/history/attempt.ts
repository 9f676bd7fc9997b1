/**
 * The record of one attempt: the evidence everything else is computed from.
 * All times are milliseconds on the trial's own clock, 0 = the begin of the fault window.
 */
import type { ErrorClass } from './error-class'

/**
 * ok: it happened. fail: it did not happen. info: nobody knows; only `info` can hide a duplicate effect.
 * The order is stored: never reorder.
 */
export const OUTCOMES = ['ok', 'fail', 'info'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Stored order: never reorder. */
export const OPERATION_KINDS = ['put', 'get'] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

/**
 * Why an operation ended after this attempt; `retry` = it did not, another attempt follows.
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
] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** How an attempt came back. A failure is a value, never thrown. */
export interface AttemptReply {
  outcome: Outcome
  errorClass: ErrorClass
}

export interface AttemptRecord {
  /** Index of the strategy in the spec. */
  arm: number
  /** Number of the operation within trial and arm, from 0. */
  operation: number
  /** 1 = the first. Tries that the strategy refused (see isRefusal) are numbered with the attempts. */
  attempt: number
  kind: OperationKind
  /** Index of the etcd member the attempt was sent to. */
  member: number
  /** When the operation was meant to start (open loop: its arrival; closed loop: its actual start). */
  intendedStartMs: number
  /** When this attempt really started. */
  startMs: number
  endMs: number
  outcome: Outcome
  errorClass: ErrorClass
  /** Delay before this attempt as the strategy's formula has it, without jitter; 0 for the first attempt. */
  nominalDelayMs: number
  /** Delay the strategy drew (with jitter); 0 for the first attempt. */
  plannedDelayMs: number
  /** Delay that really passed between the end of the previous attempt and this start; 0 for the first attempt. */
  actualDelayMs: number
  /** `retry` when another attempt follows, else why the operation ended. */
  stop: StopReason
  /** End of the operation as its caller saw it; meaningful where `stop` is not `retry`. */
  operationEndMs: number
}

/**
 * Outcome of an operation from its attempts' outcomes: ok when one succeeded; otherwise info when any effect is in
 * doubt; otherwise fail.
 */
export function operationOutcome(attempts: readonly Outcome[]): Outcome {
  if (attempts.includes('ok')) return 'ok'
  return attempts.includes('info') ? 'info' : 'fail'
}
