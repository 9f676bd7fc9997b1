/** How often members are asked who leads. In every trial on a cluster: a change that nobody planned is to be seen as well. */
import { isAimedByRole } from './aim'
import type { FaultStep } from './fault'
import { faultOf } from './registry'

/** Short gaps are to be seen where faults make them, and who leads where faults are aimed at that. */
const DISTURBED_INTERVAL_MS = 25
/**
 * A look is a status of each member, and costs the thread that measures some milliseconds on a busy machine. An election that nobody
 * asked for lasts a second and more, and a new term shows also when it is over.
 */
const CALM_INTERVAL_MS = 1_000

/** From the end of one look to the next, milliseconds. */
export function lookIntervalMs(steps: readonly FaultStep[]): number {
  return isDisturbed(steps) ? DISTURBED_INTERVAL_MS : CALM_INTERVAL_MS
}

/** Whether a fault touches the cluster, or is aimed at whoever leads; where none is, a change of leader is no fault's doing. */
export function isDisturbed(steps: readonly FaultStep[]): boolean {
  return steps.some(
    (step) => faultOf(step).group === 'cluster' || step.fault === 'packet-loss' || isAimedByRole(step),
  )
}
