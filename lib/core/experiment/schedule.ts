/** From a spec and a fault point to the schedule of a trial: what is injected when. Pure: same spec, same schedule. */
import { leaderSwitchTimes, type FaultPoint } from '../fault/fault-point'
import { CAPABILITIES, type Capability, type FaultStep } from '../fault/fault'
import { faultOf, faults, type FaultName } from '../fault/registry'
import { faultPoints } from './fault-points'
import type { ExperimentSpec } from './spec'

type Disturbed = Pick<ExperimentSpec, 'matrix' | 'scenario' | 'trialDurationMs'>

/** All steps of a trial, by their start. What starts at 0 is in place when the window begins. */
export function scheduleOf(spec: Disturbed, point: FaultPoint): FaultStep[] {
  const steps = [...matrixSteps(spec, point), ...scenarioSteps(spec)]
  return steps.sort((a, b) => a.startMs - b.startMs)
}

function matrixSteps({ matrix, trialDurationMs }: Disturbed, point: FaultPoint): FaultStep[] {
  const { lossPercent: sharePercent, latencyMs, jitterMs, leaderSwitchesPerMinute } = point
  const { mode, manner, link } = matrix.loss
  const steps: FaultStep[] = []
  if (sharePercent > 0)
    steps.push(
      mode === 'packet'
        ? throughout('packet-loss', { sharePercent, link })
        : throughout('loss', { sharePercent, mode, manner }),
    )
  if (latencyMs > 0 || jitterMs > 0)
    steps.push(throughout('latency', { latencyMs, jitterMs, ...matrix.latency }))
  for (const [index, dueMs] of leaderSwitchTimes(leaderSwitchesPerMinute, trialDurationMs).entries())
    steps.push(stepOf(`leader-transfer-${index}`, 'leader-transfer', {}, dueMs, dueMs))
  return steps
}

function scenarioSteps({ scenario }: Disturbed): FaultStep[] {
  return scenario.map(({ fault, atMs, forMs, params }, index) => {
    const isMomentary = faultOf({ fault }).span === 'momentary'
    const endMs = isMomentary ? atMs : forMs === undefined ? null : atMs + forMs
    return { id: `scenario-${index + 1}`, fault, params, startMs: atMs, endMs }
  })
}

function throughout(fault: FaultName, params: Record<string, unknown>): FaultStep {
  return stepOf(fault, fault, params, 0, null)
}

function stepOf(
  id: string,
  fault: FaultName,
  params: Record<string, unknown>,
  startMs: number,
  endMs: number | null,
): FaultStep {
  // The matrix gives what it knows; the rest is the fault's own default.
  return { id, fault, params: faults[fault].params.parse(params) as Record<string, unknown>, startMs, endMs }
}

/** Everything that a lab must be able to do for this spec, in one order. */
export function capabilitiesNeeded(spec: Disturbed): Capability[] {
  const needed = new Set(
    faultPoints(spec.matrix).flatMap((point) =>
      scheduleOf(spec, point).flatMap((step) => faultOf(step).needs(step.params)),
    ),
  )
  return CAPABILITIES.filter((capability) => needed.has(capability))
}
