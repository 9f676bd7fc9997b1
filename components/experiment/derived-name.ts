/** A name for an experiment from what varies in it, until somebody types a better one. */
import { AXIS_NAMES, type AxisName } from '@/lib/core/experiment/fault-points'
import { expandChips } from './axis-values'
import type { ExperimentDraft } from './draft'

type NamedParts = Pick<
  ExperimentDraft,
  'pointMode' | 'points' | 'loss' | 'scenario' | (typeof AXIS_NAMES)[number]
>

/** "Ack loss × latency"; without an axis that varies, what is disturbed everywhere; else the scenario. */
export function derivedName(draft: NamedParts): string {
  const mode = typeof draft.loss.mode === 'string' && draft.loss.mode !== '' ? draft.loss.mode : 'request'
  const words: Record<AxisName, string> = {
    lossPercent: `${mode} loss`,
    latencyMs: 'latency',
    jitterMs: 'jitter',
    leaderSwitchesPerMinute: 'leader switches',
  }
  const valuesOf = (name: AxisName) => [
    ...new Set(
      draft.pointMode === 'all' ? expandChips(draft[name]) : draft.points.map((point) => `${point[name]}`),
    ),
  ]
  const varied = AXIS_NAMES.filter((name) => valuesOf(name).length > 1)
  const disturbed = AXIS_NAMES.filter((name) => valuesOf(name).some((value) => Number(value) > 0))
  const text = (varied.length > 0 ? varied : disturbed)
    .map((name) => words[name])
    .join(varied.length > 0 ? ' × ' : ' + ')
  if (text === '') return draft.scenario.length > 0 ? 'A scenario of faults' : 'Without faults'
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** A change to the draft; its name follows as long as it is the derived one. */
export function withName(before: ExperimentDraft, part: Partial<ExperimentDraft>): ExperimentDraft {
  const next = { ...before, ...part }
  const follows = part.name === undefined && before.name === derivedName(before)
  return follows ? { ...next, name: derivedName(next) } : next
}
