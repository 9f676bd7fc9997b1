/**
 * A checker judges what really happened: a pure function over the attempts of an arm, the writes that the target itself
 * says to have applied, and a last read of it. After Jepsen: a workload ships what makes mistakes visible, a checker is a value, and a crash in one is
 * "unknown", never "valid".
 */
import type { AttemptRecord, OperationKind } from '../history/attempt'
import type { WorkloadKind } from '../history/workload-kind'
import { z } from 'zod'

/** A write that took effect, from the target's own history, in the order of effect. */
export interface AppliedWrite {
  operation: number
  attempt: number
  key: number
  /** Grows with every change of the target. */
  revision: number
}

/** A key as the target has it in the end, when nothing is under way any more. */
export interface FinalKey {
  key: number
  /** Of its last change. */
  revision: number
  /** How often it was written. */
  version: number
}

/** What the caller of an operation wanted. */
export interface Asked {
  kind: OperationKind
  key: number
  /** A second key that is written in the same transaction. */
  also?: number
}

export interface CheckedHistory {
  workload: WorkloadKind
  /** All attempts of one arm. */
  attempts: readonly AttemptRecord[]
  /** By the number of the operation. */
  asked(operation: number): Asked
  /** Null = the target does not tell what it applied. */
  applied: readonly AppliedWrite[] | null
  /** All keys that are there, read apart from the history; null = it could not be read. */
  finalKeys: readonly FinalKey[] | null
  /** False where a library repeats within one call: its writes then say which operation they belong to, and no more. */
  marksAttempts: boolean
}

export const CHECK_VERDICTS = ['valid', 'invalid', 'unknown'] as const

export const checkResultSchema = z.strictObject({
  checker: z.string(),
  verdict: z.enum(CHECK_VERDICTS),
  /** How often what it looks for was found. */
  count: z.int().min(0),
  /** Of how many it was looked for in. */
  outOf: z.int().min(0),
  /** The first few, in words. */
  examples: z.array(z.string()),
})
export type CheckResult = z.output<typeof checkResultSchema>

/** What a checker has found, without its name. */
export type Check = Omit<CheckResult, 'checker'>

/** One entry of the registry. */
export interface Checker {
  name: string
  title: string
  /** What it looks for and how it knows: for people. */
  description: string
  /** What `outOf` counts, in the plural. */
  of: string
  /** The workloads that it can judge; left out = all. */
  only?: readonly WorkloadKind[]
  check(history: CheckedHistory): Check
}

/** More are counted, and not told one by one. */
export const MAX_EXAMPLES = 5

/** Invalid as soon as one was found. */
export function found(cases: readonly string[], outOf: number): Check {
  return {
    verdict: cases.length === 0 ? 'valid' : 'invalid',
    count: cases.length,
    outOf,
    examples: cases.slice(0, MAX_EXAMPLES),
  }
}

/** There is no evidence to judge by. */
export const UNKNOWN: Check = { verdict: 'unknown', count: 0, outOf: 0, examples: [] }

/** There is no evidence to judge by, for this reason. */
export function unknown(reason: string): Check {
  return { ...UNKNOWN, examples: [reason] }
}
