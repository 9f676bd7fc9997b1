/**
 * The ledger of a trial: every fault of its schedule with what became of it. An entry is written down before its fault is
 * injected, so that whoever comes after a crash knows what may have stayed behind.
 */
import { z } from 'zod'
import type { FaultStep } from './fault'
import { faultOf } from './registry'

/**
 * intended: written down, not yet injected. injecting: asked for. active: it acts, and that was read back. done: a
 * momentary fault has happened. removed: taken away, and that was read back. failed: it never acted. stuck: it could not be
 * removed.
 */
export const LEDGER_STATES = [
  'intended',
  'injecting',
  'active',
  'done',
  'removed',
  'failed',
  'stuck',
] as const
export type LedgerState = (typeof LEDGER_STATES)[number]

const momentMs = z.number().nullable()

/** Times in milliseconds from the window's begin; what was in place before it has negative ones. */
export const ledgerEntrySchema = z.strictObject({
  step: z.string(),
  /** The arm whose window it belongs to where arms run one after the other; null = all arms at once. */
  arm: z.int().nullable(),
  fault: z.string(),
  /** What was asked for, in words. */
  what: z.string(),
  plannedStartMs: z.number(),
  /** Null = until the last operation has ended. */
  plannedEndMs: momentMs,
  state: z.enum(LEDGER_STATES),
  /** When it began to act: when the request left. */
  actsMs: momentMs,
  /** When it was read back that it acts, or that it has happened. */
  verifiedMs: momentMs,
  /** When it was read back that it is gone. */
  removedMs: momentMs,
  confirmed: z.boolean(),
  /** What was found: "m1 → m2". */
  detail: z.string(),
  problem: z.string().nullable(),
})
export type LedgerEntry = z.output<typeof ledgerEntrySchema>

/** States of which nothing can be left in a lab. */
export function isSettled(state: LedgerState): boolean {
  return state === 'done' || state === 'removed' || state === 'failed'
}

/** The entry of a step that has not begun. */
export function intendedEntry(step: FaultStep, arm: number | null): LedgerEntry {
  return {
    step: step.id,
    arm,
    fault: step.fault,
    what: faultOf(step).describe(step.params),
    plannedStartMs: step.startMs,
    plannedEndMs: step.endMs,
    state: 'intended',
    actsMs: null,
    verifiedMs: null,
    removedMs: null,
    confirmed: false,
    detail: '',
    problem: null,
  }
}
