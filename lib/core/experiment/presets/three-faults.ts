/**
 * Three faults at once, staggered: latency 500 ± 100 ms, then a leader transfer, then failing name resolution, so that each
 * one meets a system that the one before has already weakened. Source: the articles' multi-fault scenario (P6).
 */
import { findFault } from '../../fault/registry'
import type { ExperimentSpecInput } from '../spec'

type StepInput = NonNullable<ExperimentSpecInput['scenario']>[number]

/** Begins are whole tenths of a second, for readers. */
const GRID_MS = 100

/**
 * The steps, fitted into a fault window; a fault that this version does not know is left out.
 * @param windowMs the trial's duration
 */
export function threeFaults(windowMs: number): StepInput[] {
  const at = (share: number) => Math.floor((windowMs * share) / GRID_MS) * GRID_MS
  const steps: StepInput[] = [
    {
      fault: 'latency',
      atMs: at(0.1),
      forMs: at(0.8) - at(0.1),
      params: { latencyMs: 500, jitterMs: 100 },
    },
    { fault: 'leader-transfer', atMs: at(0.4) },
    { fault: 'name-failure', atMs: at(0.6), forMs: at(0.9) - at(0.6) },
  ]
  return steps.filter(({ fault }) => findFault(fault) !== undefined)
}
