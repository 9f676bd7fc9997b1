/** A finding: a diagnosis of what a strategy did in a trial, with its evidence and a remedy. */
import type { LedgerEntry } from '../fault/ledger'
import type { AttemptRecord } from '../history/attempt'
import type { LoopDelays } from '../history/loop-delays'
import type { TrialSeries } from '../history/series'
import type { AbandonedWork } from '../profile/abandoned-work'
import type { Load } from '../workload/workload'
import { z } from 'zod'

/** problem: it does harm. caution: it may. */
export const SEVERITIES = ['problem', 'caution'] as const

export const findingSchema = z.strictObject({
  /** Name of the rule. */
  rule: z.string(),
  arm: z.int(),
  severity: z.enum(SEVERITIES),
  /** One sentence with the figures that triggered it. */
  evidence: z.string(),
  /** How bad, in the rule's own measure: the worst trial of several is the one with the largest. */
  measure: z.number(),
  /** Where to look: milliseconds from the window's begin; null = all of it. */
  atMs: z.number().nullable(),
  /** Where it depends on what was seen; left out = the rule's own. */
  remedy: z.string().optional(),
})
export type Finding = z.output<typeof findingSchema>

/** What rules look at: one arm of one trial. */
export interface ArmHistory {
  arm: number
  /** In the order in which they began. */
  attempts: readonly AttemptRecord[]
  windowMs: number
  /** How long a caller waits for an operation, milliseconds from its start; left out = nobody knows. */
  operationDeadlineMs?: number
  /** What the workload asks for: so many callers that wait for their answers, or so many arrivals a second. */
  load: Load
  /** Faults as they acted. */
  ledger: readonly LedgerEntry[]
  /** Its breaker's changes of state (see lib/core/history/series.ts); null or left out = it has none that tells. */
  breaker?: TrialSeries['points'] | null
  /** Of the event loop that measured; null or left out = nobody knows. */
  loop?: LoopDelays | null
  /** From the trial's profile; null = it was recorded, and there was none. Left out = it was not recorded. */
  abandoned?: AbandonedWork | null
}

/** What a rule has found, without who and where. */
export type Diagnosis = Omit<Finding, 'rule' | 'arm'>

/** One entry of the registry. */
export interface FindingRule {
  name: string
  title: string
  /** What it looks for, with its limits: for people who want to know why they see it, or do not. */
  description: string
  /** What to do about it. */
  remedy: string
  /** Null when there is nothing to say. */
  look(history: ArmHistory): Diagnosis | null
}
