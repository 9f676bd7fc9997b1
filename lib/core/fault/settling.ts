/** When nothing that a fault has held up can take effect any more. */
import type { FaultStep } from './fault'
import { faultOf } from './registry'

/** etcd gives up a proposal after 7 s; until then an unknown outcome may still be applied (measured on 3.7.3). */
export const UNKNOWN_OUTCOME_MS = 7_000

/** The longest that a delayed request can still be on its way: latency and jitter of the steps, which add up. */
export function settleDelayMs(steps: readonly FaultStep[]): number {
  return steps.reduce((sum, { fault, params }) => {
    if (fault !== 'latency') return sum
    const { latencyMs, jitterMs } = params as { latencyMs: number; jitterMs: number }
    return sum + latencyMs + jitterMs
  }, 0)
}

/** True for faults that can leave a request hanging in the cluster, or on its way to it, long after its caller gave it up. */
export function leavesUnknownOutcomes({ fault }: Pick<FaultStep, 'fault'>): boolean {
  return fault === 'packet-loss' || faultOf({ fault }).group === 'cluster'
}
