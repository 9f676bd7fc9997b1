/** What a spec asks of faults that cannot be: found before anything is queued, whatever the lab can do. */
import { TARGET_KINDS } from '../fault/fault'
import type { FaultPoint } from '../fault/fault-point'
import { faultOf } from '../fault/registry'
import { faultPoints } from './matrix'
import { scheduleOf } from './schedule'
import type { SpecProblem } from './spec-problem'

type Disturbed = Parameters<typeof scheduleOf>[0] & { target: { kind: (typeof TARGET_KINDS)[number] } }

/** Steps outside the window, and faults that the target has not. */
export function faultProblems(spec: Disturbed): SpecProblem[] {
  return [...stepProblems(spec), ...matrixProblems(spec)]
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
  const impossible = (axis: string, asked: (point: FaultPoint) => boolean, what: string) =>
    faultPoints(matrix).some(asked)
      ? [{ path: matrix.points ? 'matrix.points' : `matrix.${axis}`, message: `${what}; leave it at 0` }]
      : []
  if (target.kind === 'etcd') return []
  return [
    ...impossible(
      'leaderSwitchesPerMinute',
      (point) => point.leaderSwitchesPerMinute > 0,
      'the target has no leader that could be switched',
    ),
    ...(matrix.loss.mode === 'packet'
      ? impossible(
          'lossPercent',
          (point) => point.lossPercent > 0,
          'packets can be lost in a lab with etcd only; choose another mode',
        )
      : []),
    ...(matrix.latency.link === 'client'
      ? []
      : [{ path: 'matrix.latency.link', message: 'the target has no members that talk to each other' }]),
  ]
}
