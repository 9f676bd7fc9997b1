/** How much loss a trial's paths must be able to carry. */
import type { FaultStep } from '../fault/fault'
import { lossWindows } from '../fault/loss-draw'
import type { LossKind, LossParams } from '../fault/faults/loss'
import type { ExperimentSpec } from './spec'

/** What becomes of a lost attempt, and how it shows. */
export interface LossWay {
  kind: LossKind
  manner: LossParams['manner']
}

export interface LossNeeds {
  ways: LossWay[]
  /** An upper estimate over all arms: attempts that are lost in a second. */
  lostPerSecond: number
}

/** Null where nothing is ever lost. */
export function lossNeeds(
  { attemptTimeoutMs, strategies, workload: { load } }: ExperimentSpec,
  steps: readonly FaultStep[],
): LossNeeds | null {
  const windows = lossWindows(steps)
  if (windows.length === 0) return null
  const ways = new Map<string, LossWay>()
  for (const { params } of windows)
    for (const kind of params.mode === 'mixed' ? (['request', 'ack'] as const) : [params.mode])
      ways.set(`${kind} ${params.manner}`, { kind, manner: params.manner })
  const isLoud = windows.some(({ params }) => params.manner === 'loud')
  const share = 1 - windows.reduce((product, { params }) => product * (1 - params.sharePercent / 100), 1)
  const callers = load.mode === 'closed' ? load.concurrency : load.maxInFlight
  // In silence, a lost attempt keeps its caller for the whole time-out; out loud, the next one follows at once.
  const byCallers = (1000 / attemptTimeoutMs) * callers * (isLoud ? 1 / Math.max(0.01, 1 - share) : 1)
  // Retries meet the loss again.
  const byArrivals =
    load.mode === 'open' ? (load.ratePerSecond * share) / Math.max(0.01, 1 - share) : Infinity
  return { ways: [...ways.values()], lostPerSecond: strategies.length * Math.min(byCallers, byArrivals) }
}
