/** Strategies by success rate, and what stands where the rate carries no interval: never a pooled share that looks like the mean. */
import { count } from '../words/counts'
import type { StrategyFigures } from './report'

type Counted = Pick<StrategyFigures, 'ok' | 'operations' | 'successOf'>
type Ranked = Pick<StrategyFigures, 'successRate' | 'successOf'>

/** Why "in all" is no rate, for below a table. */
export const IN_ALL_WORDS =
  '“In all, no mean” = counted over all fault points together, as their mean has no interval: its share is not that mean.'

/** True where counts are of several fault points, so that their share is another figure than the mean over the points. */
export function isPooled({ successOf }: Pick<Counted, 'successOf'>): boolean {
  return successOf.length > 1
}

/** "280 of 311, no interval"; of several fault points "280 of 311 in all, no mean"; a dash where nothing was measured. */
export function countedText({ ok, operations, successOf }: Counted): string {
  if (operations === 0) return '–'
  return `${count(ok)} of ${count(operations)}${isPooled({ successOf }) ? ' in all, no mean' : ', no interval'}`
}

/** True where a figure of one of them stands as a pooled count. */
export function anyInAll(arms: readonly (Ranked & Counted)[]): boolean {
  return arms.some((arm) => !arm.successRate && arm.operations > 0 && isPooled(arm))
}

/** The best first, by the mean over the fault points, which is known without its interval, too; unmeasured ones last. */
export function bySuccess(a: Ranked, b: Ranked): number {
  return meanOf(b) - meanOf(a)
}

function meanOf({ successRate, successOf }: Ranked): number {
  if (successRate) return successRate.value
  return successOf.length === 0 ? -1 : successOf.reduce((sum, { value }) => sum + value, 0) / successOf.length
}
