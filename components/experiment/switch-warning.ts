/** A switch rate so low that not one switch falls into a trial would measure nothing: say so before the run. */
import { faultPoints } from '@/lib/core/experiment/matrix'
import { valuesOf } from '@/lib/core/experiment/matrix-words'
import { leaderSwitchTimes } from '@/lib/core/fault/fault-point'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { duration } from '@/components/format/duration'

/** The warning, or null when every rate makes at least one switch per trial. */
export function switchWarning(spec: ExperimentSpec): string | null {
  const rates = valuesOf(faultPoints(spec.matrix), 'leaderSwitchesPerMinute')
  const idle = rates.filter((rate) => rate > 0 && leaderSwitchTimes(rate, spec.trialDurationMs).length === 0)
  if (idle.length === 0) return null
  const enough = Math.max(...idle.map((rate) => 30_000 / rate))
  return `At ${idle.join(' and ')} per minute, not one switch falls into a trial of ${duration(spec.trialDurationMs)}. Make trials longer than ${duration(enough)}, or switch more often.`
}
