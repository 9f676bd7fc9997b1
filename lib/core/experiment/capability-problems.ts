/** What a spec asks of faults that the lab at hand cannot give: said in the form, and refused before anything is queued. */
import type { LabCapabilities } from '../fault/fault'
import type { DescribedLab } from '../fault/lab-capabilities'
import { NO_FAULT, type FaultPoint } from '../fault/fault-point'
import { demandingParam, missingCapability } from '../fault/missing-capability'
import { faultOf } from '../fault/registry'
import { faultPoints, type AxisName } from './fault-points'
import { matrixSchema, type Matrix } from './matrix'
import { axisTitles } from './matrix-words'
import { scheduleOf } from './schedule'
import type { ExperimentSpec } from './spec'
import type { SpecProblem } from './spec-problem'

/** One problem per step of the scenario and per axis of the matrix that is beyond the lab. */
export function capabilityProblems(
  { matrix, scenario }: Pick<ExperimentSpec, 'matrix' | 'scenario'>,
  capabilities: LabCapabilities,
): SpecProblem[] {
  const steps = scenario.flatMap((step, index) => {
    const definition = faultOf(step)
    const reason = missingCapability(definition, step.params, capabilities)
    if (reason === null) return []
    const param = demandingParam(definition, step.params, capabilities)
    return [problem(`scenario.${index}.${param === null ? 'fault' : `params.${param}`}`, reason)]
  })
  return [...matrixProblems(matrix, capabilities), ...steps]
}

function matrixProblems(matrix: Matrix, capabilities: LabCapabilities): SpecProblem[] {
  const points = faultPoints(matrix)
  const isAsked = (asks: (point: FaultPoint) => boolean) => points.some(asks)
  // Chosen points are one list: which of their figures is meant has to be said.
  const ofAxis = (name: AxisName, reason: string) =>
    matrix.points
      ? problem('matrix.points', reason, axisTitles(matrix)[name])
      : problem(`matrix.${name}`, reason)
  const problems: SpecProblem[] = []
  const loss = lossBeyondLab(matrix.loss, capabilities)
  if (loss !== null && isAsked(({ lossPercent }) => lossPercent > 0)) {
    const isTheLink = lossBeyondLab({ ...matrix.loss, link: 'client' }, capabilities) === null
    const isTheMode = matrix.loss.mode === 'packet'
    problems.push(
      isTheLink
        ? problem('matrix.loss.link', loss)
        : isTheMode
          ? problem('matrix.loss.mode', loss)
          : ofAxis('lossPercent', loss),
    )
  }
  const latency = latencyBeyondLab(matrix.latency, capabilities)
  if (latency !== null && isAsked(({ latencyMs, jitterMs }) => latencyMs > 0 || jitterMs > 0)) {
    const isTheLink = latencyBeyondLab({ ...matrix.latency, link: 'client' }, capabilities) === null
    problems.push(isTheLink ? problem('matrix.latency.link', latency) : ofAxis('latencyMs', latency))
  }
  const switches = switchesBeyondLab(capabilities)
  if (switches !== null && isAsked(({ leaderSwitchesPerMinute }) => leaderSwitchesPerMinute > 0))
    problems.push(ofAxis('leaderSwitchesPerMinute', switches))
  return problems
}

/** One problem per step of the scenario that is aimed at a member the lab has not. @param members how many it has */
export function memberProblems(
  { scenario }: Pick<ExperimentSpec, 'scenario'>,
  members: number,
): SpecProblem[] {
  return scenario.flatMap(({ params }, index) => {
    const number = /^member-(\d+)$/.exec(String(params.on))?.[1]
    if (number === undefined || Number(number) <= members) return []
    const has = members === 1 ? 'one member only' : `the members 1 to ${members}`
    return [
      { path: `scenario.${index}.params.on`, message: `there is no member ${number}: this lab has ${has}` },
    ]
  })
}

/** Everything about a spec that is beyond the lab of this installation. */
export function labProblems(spec: ExperimentSpec, { capabilities, members }: DescribedLab): SpecProblem[] {
  return [
    ...capabilityProblems(spec, capabilities),
    ...memberProblems(spec, spec.target.kind === 'etcd' ? members : 1),
  ]
}

/** Why the lab cannot lose in this way; null when it can. */
export function lossBeyondLab(loss: Matrix['loss'], capabilities: LabCapabilities): string | null {
  return beyondLab({ loss }, { lossPercent: 1 }, capabilities)
}

/** Why the lab cannot delay this link; null when it can. */
export function latencyBeyondLab(latency: Matrix['latency'], capabilities: LabCapabilities): string | null {
  return beyondLab({ latency }, { latencyMs: 1 }, capabilities)
}

/** For each point of the matrix why the lab cannot make it; null where it can. */
export function pointsBeyondLab(
  matrix: Matrix,
  points: readonly FaultPoint[],
  capabilities: LabCapabilities,
): (string | null)[] {
  const loss = lossBeyondLab(matrix.loss, capabilities)
  const latency = latencyBeyondLab(matrix.latency, capabilities)
  const switches = switchesBeyondLab(capabilities)
  return points.map(
    ({ lossPercent, latencyMs, jitterMs, leaderSwitchesPerMinute }) =>
      (lossPercent > 0 ? loss : null) ??
      (latencyMs > 0 || jitterMs > 0 ? latency : null) ??
      (leaderSwitchesPerMinute > 0 ? switches : null),
  )
}

function switchesBeyondLab(capabilities: LabCapabilities): string | null {
  return beyondLab({}, { leaderSwitchesPerMinute: 60 }, capabilities)
}

/** Asks the faults that the point compiles to, so that the matrix has no list of needs of its own. */
function beyondLab(
  part: Partial<Pick<Matrix, 'loss' | 'latency'>>,
  point: Partial<FaultPoint>,
  capabilities: LabCapabilities,
): string | null {
  const matrix = { ...matrixSchema.parse({}), ...part }
  const steps = scheduleOf({ matrix, scenario: [], trialDurationMs: 1_000 }, { ...NO_FAULT, ...point })
  for (const step of steps) {
    const reason = missingCapability(faultOf(step), step.params, capabilities)
    if (reason !== null) return reason
  }
  return null
}

function problem(path: string, reason: string, what?: string): SpecProblem {
  return { path, message: `${what === undefined ? '' : `${what}: `}this lab cannot do that. ${reason}` }
}
