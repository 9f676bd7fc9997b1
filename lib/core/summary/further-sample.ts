/** What an undecided figure needs: so many more operations as repetitions and time, or why the sample carries no interval at all. */
import { estimatePlan, LAB_START_MS } from '../experiment/plan'
import type { ExperimentSpec } from '../experiment/spec'
import { MIN_BLOCKS, MIN_EVENTFUL_BLOCKS } from '../statistics/strata'
import { counted } from '../words/counts'
import type { CellFigures } from './report'

/** What has an interval where the sample carries one. */
type EstimatedMetric = 'successRate' | 'amplification' | 'p99LatencyMs' | 'p50LatencyMs' | 'goodputPerSecond'

/** More of the same run. */
export interface FurtherSample {
  operations: number
  /** Of the whole matrix, as the run was made. */
  repetitions: number
  /** What they take at least, milliseconds. */
  atLeastMs: number
}

/**
 * Operations of one strategy as repetitions and time.
 * @param measured operations of that strategy in the repetitions that were made of the whole matrix
 */
export function furtherSample(
  { spec, repetitions: made }: { spec: ExperimentSpec; repetitions: number },
  operations: number,
  measured: number,
): FurtherSample | null {
  if (measured === 0) return null
  const repetitions = Math.ceil((operations * made) / measured)
  const passMs = (estimatePlan(spec).minMs - LAB_START_MS) / spec.repetitions
  return { operations, repetitions, atLeastMs: repetitions * passMs }
}

/** A size as it is told: more digits would claim more than anybody knows. */
export function twoDigits(size: number): number {
  return Number(size.toPrecision(2))
}

/**
 * Why there is no estimate, and what would give one: one sentence without its full stop.
 * @param repetitions that were made
 */
export function noEstimateReason(
  metric: EstimatedMetric,
  { operations, successOf }: Pick<CellFigures, 'operations' | 'successOf'>,
  repetitions: number,
): string {
  if (operations === 0) return 'no operation was measured'
  // Strata whose operations are independent need no blocks of time.
  const clustered = successOf.filter(({ independent }) => !independent)
  const sum = (pick: (stratum: (typeof clustered)[number]) => number) =>
    clustered.reduce((total, stratum) => total + pick(stratum), 0)
  const blocks = sum((stratum) => stratum.blocks)
  if (clustered.length > 0 && blocks < MIN_BLOCKS)
    return `${blocks} of at least ${MIN_BLOCKS} blocks of time (a second or longer) were measured; ${remedy(blocks, MIN_BLOCKS, repetitions)}`
  if (metric === 'successRate') {
    const [hitting, missing] = [sum(({ hitting }) => hitting), sum(({ missing }) => missing)]
    const [rarer, what] = hitting < missing ? [hitting, 'successes'] : [missing, 'failures']
    if (rarer < MIN_EVENTFUL_BLOCKS)
      return `the ${what} lie in ${Math.floor(rarer)} of at least ${MIN_EVENTFUL_BLOCKS} blocks of time (a second or longer; an outage of several counts about once); ${remedy(rarer, MIN_EVENTFUL_BLOCKS, repetitions)}`
  }
  if (metric === 'successRate')
    return `a few of the seconds decide nearly everything; ${remedy(0, 1, repetitions)}`
  if (metric === 'amplification' || metric === 'goodputPerSecond')
    return `too few of the seconds had a retry, or a failure, to say how seconds differ (or a trial was stored before they were kept); ${remedy(0, 1, repetitions)}`
  return `${counted(operations, 'operation')}, or the seconds in which they were slow, are too few for this quantile; longer trials or more repetitions give an interval`
}

/** How many repetitions reach what is needed, if they go on as those that were made. */
function remedy(have: number, needed: number, repetitions: number): string {
  const longer = 'longer trials or more repetitions'
  if (have === 0 || repetitions === 0) return `${longer} give an interval`
  const more = Math.max(1, Math.ceil((needed / have - 1) * repetitions))
  return `${longer} (about ${more} more) give an interval`
}
