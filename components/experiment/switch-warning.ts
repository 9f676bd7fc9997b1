/** A switch rate so low that a trial has less than one switch would measure next to nothing: say so before the run. */
import { faultPoints } from '@/lib/core/experiment/fault-points'
import { valuesOf } from '@/lib/core/experiment/matrix-words'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { duration } from '@/components/format/duration'

/** The warning, or null when every rate makes at least one switch per trial: rate × duration ≥ 1. */
export function switchWarning(spec: ExperimentSpec): string | null {
  const rates = valuesOf(faultPoints(spec.matrix), 'leaderSwitchesPerMinute')
  const idle = rates.filter((rate) => rate > 0 && (rate * spec.trialDurationMs) / 60_000 < 1)
  if (idle.length === 0) return null
  const enough = Math.max(...idle.map((rate) => 60_000 / rate))
  return `At ${idle.join(' and ')} per minute, a trial of ${duration(spec.trialDurationMs)} has less than one switch on average: rate × duration is ${idle.map((rate) => Number(((rate * spec.trialDurationMs) / 60_000).toPrecision(2))).join(' and ')}. Make trials at least ${duration(enough)} long, or switch more often.`
}
