/** What a run changed of the preset that it was begun from, as far as claims depend on it. */
import type { ExperimentSpec } from '../experiment/spec'
import { isSame } from './same'

/** How each part is called. Length, repetitions, seed, thresholds, name and profile change no claim; strategies and fault points are looked for by each. */
const PARTS = {
  target: 'the target',
  workload: 'the workload',
  attemptTimeoutMs: 'the attempt time-out',
  operationDeadlineMs: 'the operation deadline',
  scenario: 'the scenario',
  arms: 'whether arms run at once',
} as const satisfies Partial<Record<keyof ExperimentSpec, string>>

/** In words; empty where the run is the preset as it stands. */
export function changesFrom(original: ExperimentSpec, spec: ExperimentSpec): string[] {
  const changed = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter(
    (part) => !isSame(original[part], spec[part]),
  )
  const { loss, latency } = original.matrix
  const ways = isSame(loss, spec.matrix.loss) && isSame(latency, spec.matrix.latency)
  return [...changed.map((part) => PARTS[part]), ...(ways ? [] : ['what loss and latency act on'])]
}
