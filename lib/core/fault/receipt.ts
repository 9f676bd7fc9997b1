/**
 * The receipt of a trial: what was asked of its faults against what was measured, by evidence that never comes from
 * whatever injected them.
 */
import { z } from 'zod'

/**
 * within: the measured value lies within the tolerance. beyond: it does not, and the trial is marked. unknown: there is too
 * little evidence to say. informs: nothing was asked for that it could be compared with.
 */
export const RECEIPT_VERDICTS = ['within', 'beyond', 'unknown', 'informs'] as const

export const receiptLineSchema = z.strictObject({
  /** What was measured, stable for programs: `request-loss`, `latency-mean`. */
  measure: z.string(),
  /** The same for people. */
  title: z.string(),
  unit: z.string(),
  /** Null where nothing was asked for and the line only informs. */
  requested: z.number().nullable(),
  measured: z.number().nullable(),
  /** 95 % interval of what was measured; null where the sample cannot carry one. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** How far the measured value may lie from the requested one. */
  tolerance: z.number().nullable(),
  verdict: z.enum(RECEIPT_VERDICTS),
  /** Where the evidence comes from, and how much of it there is. */
  evidence: z.string(),
})
export type ReceiptLine = z.output<typeof receiptLineSchema>
