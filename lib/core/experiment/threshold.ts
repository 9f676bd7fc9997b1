/**
 * A threshold: what a strategy must reach, as an expression (`successRate >= 0.99`), for all strategies or one.
 * Judged in lib/core/summary/verdict.ts.
 */
import { z } from 'zod'

/** Estimates, each with an interval, so that a verdict can be inconclusive. */
const ESTIMATES = ['successRate', 'amplification', 'p99LatencyMs'] as const
/** What checkers count in the target's own history: exact, or unknown. */
const COUNTS = [
  'duplicateEffects',
  'lostUpdates',
  'falseFailures',
  'staleReads',
  'abortedReads',
  'counterDrift',
  'wrongElements',
  'wrongTotals',
  'balanceDrift',
] as const
export type CountMetric = (typeof COUNTS)[number]
export type EstimateMetric = (typeof ESTIMATES)[number]

/** Metrics a threshold can name. */
export const THRESHOLD_METRICS = [...ESTIMATES, ...COUNTS] as const
export type ThresholdMetric = (typeof THRESHOLD_METRICS)[number]

export const COMPARATORS = ['>=', '<=', '>', '<', '=='] as const
export type Comparator = (typeof COMPARATORS)[number]

export interface ThresholdExpression {
  metric: ThresholdMetric
  comparator: Comparator
  value: number
}

const ACCEPTED = `write "<metric> <comparator> <number>", for example "successRate >= 0.99"; metrics: ${THRESHOLD_METRICS.join(', ')}; comparators: ${COMPARATORS.join(' ')}`

/** Reads an expression; null when it is not one. */
export function parseThresholdExpression(text: string): ThresholdExpression | null {
  const match = /^\s*(\w+)\s*(>=|<=|==|>|<)\s*(\d+(?:\.\d+)?)\s*$/.exec(text)
  const metric = THRESHOLD_METRICS.find((known) => known === match?.[1])
  const comparator = COMPARATORS.find((known) => known === match?.[2])
  if (!match || !metric || !comparator) return null
  return { metric, comparator, value: Number(match[3]) }
}

/** True for what is counted, and has no interval. */
export function isCount(metric: ThresholdMetric): metric is CountMetric {
  return COUNTS.some((count) => count === metric)
}

/** Either the expression alone, or with the label of the strategy it holds for. */
export const thresholdSchema = z
  .union([z.string(), z.strictObject({ expression: z.string(), strategy: z.string().optional() })], {
    error: ACCEPTED,
  })
  .transform((value, context) => {
    const { expression, strategy } =
      typeof value === 'string' ? { expression: value, strategy: undefined } : value
    const parsed = parseThresholdExpression(expression)
    if (!parsed) {
      context.addIssue({ code: 'custom', message: `"${expression}" is not a threshold; ${ACCEPTED}` })
      return z.NEVER
    }
    if (parsed.metric === 'successRate' && parsed.value > 1) {
      context.addIssue({
        code: 'custom',
        message: `successRate is a share from 0 to 1; for ${parsed.value} % write ${parsed.value / 100}`,
      })
      return z.NEVER
    }
    if (parsed.comparator === '==' && !isCount(parsed.metric)) {
      context.addIssue({
        code: 'custom',
        message: `${parsed.metric} is estimated and never exactly a number; write >= or <=. Only counts are compared by ==: ${COUNTS.join(', ')}`,
      })
      return z.NEVER
    }
    return { expression, ...(strategy === undefined ? {} : { strategy }) }
  })
export type Threshold = z.output<typeof thresholdSchema>
