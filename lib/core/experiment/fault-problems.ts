/** What a spec asks of faults that cannot be: found before anything is queued, whatever the lab can do. */
import { TARGET_KINDS } from '../fault/fault'
import type { LossParams } from '../fault/faults/loss'
import { largestAckLossValue } from '../fault/loss-sizes'
import { faultOf } from '../fault/registry'
import type { WorkloadKind } from '../history/workload-kind'
import { axisValues, type AxisName } from './fault-points'
import type { scheduleOf } from './schedule'
import type { SpecProblem } from './spec-problem'

type Disturbed = Parameters<typeof scheduleOf>[0] & {
  target: { kind: (typeof TARGET_KINDS)[number] }
  workload: { kind: WorkloadKind; valueBytes: number }
}

/** Steps outside the window, faults that the target has not, and answers that are too large to be lost. */
export function faultProblems(spec: Disturbed): SpecProblem[] {
  return [...stepProblems(spec), ...matrixProblems(spec), ...valueProblems(spec)]
}

/** Of etcd only: the way over HTTP has no window that would have to stay open. */
function valueProblems({ matrix, scenario, target, workload }: Disturbed): SpecProblem[] {
  if (target.kind !== 'etcd') return []
  const { mode, manner } = matrix.loss
  const keys = workload.kind === 'transfer' ? 2 : 1
  const ofMatrix = axisValues(matrix, 'lossPercent').some((value) => value > 0) ? [{ mode, manner }] : []
  const ofScenario = scenario.flatMap(({ fault, params }) => (fault === 'loss' ? [params as LossParams] : []))
  const limits = [...ofMatrix, ...ofScenario].flatMap((loss) =>
    loss.mode === 'ack' || loss.mode === 'mixed' ? [largestAckLossValue(loss.manner, keys)] : [],
  )
  const largest = Math.min(...limits)
  if (workload.valueBytes <= largest) return []
  const message = `answers to values above ${largest} bytes cannot be lost: etcd would not have the whole request before the path stops. Choose smaller values, or request loss`
  return [{ path: 'workload.valueBytes', message }]
}

function stepProblems({ scenario, target, trialDurationMs }: Disturbed): SpecProblem[] {
  return scenario.flatMap(({ fault, atMs }, index) => {
    const { targets, title } = faultOf({ fault })
    const path = `scenario.${index}`
    const problems: SpecProblem[] = []
    if (atMs >= trialDurationMs)
      problems.push({
        path: `${path}.atMs`,
        message: `begins after the fault window has ended; the trial duration is ${trialDurationMs} ms`,
      })
    if (!targets.includes(target.kind))
      problems.push({
        path: `${path}.fault`,
        message: `${title} needs the target ${targets.join(' or ')}, and this one is ${target.kind}`,
      })
    return problems
  })
}

function matrixProblems(spec: Disturbed): SpecProblem[] {
  const { matrix, target } = spec
  const impossible = (axis: AxisName, what: string) =>
    axisValues(matrix, axis).some((value) => value > 0)
      ? [{ path: matrix.points ? 'matrix.points' : `matrix.${axis}`, message: `${what}; leave it at 0` }]
      : []
  if (target.kind === 'etcd') return []
  return [
    ...impossible('leaderSwitchesPerMinute', 'the target has no leader that could be switched'),
    ...(matrix.loss.mode === 'packet'
      ? impossible('lossPercent', 'packets can be lost in a lab with etcd only; choose another mode')
      : []),
    ...(matrix.latency.link === 'client'
      ? []
      : [{ path: 'matrix.latency.link', message: 'the target has no members that talk to each other' }]),
  ]
}
