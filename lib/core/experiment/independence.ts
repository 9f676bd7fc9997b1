/**
 * Whether the operations of an arm have each their own luck. Then single operations carry an interval; everywhere else blocks of
 * time do, because a leader switch, an open breaker or a full queue strikes many operations at once.
 */
import type { FaultPoint } from '../fault/fault-point'
import type { FaultStep } from '../fault/fault'
import { builtInCatalogue } from '../strategy/catalogue'
import { scheduleOf } from './schedule'
import type { ExperimentSpec } from './spec'

type Measured = Pick<
  ExperimentSpec,
  'target' | 'matrix' | 'scenario' | 'trialDurationMs' | 'attemptTimeoutMs' | 'strategies'
>

/**
 * True only where it follows from how the run is made: etcd as the target, nothing but losses (drawn for each attempt by itself)
 * and latencies far below the attempt's time-out for the whole trial, and a strategy whose operations share no state.
 */
export function operationsAreIndependent(spec: Measured, point: FaultPoint, arm: number): boolean {
  const choice = spec.strategies[arm]
  const strategy = choice && builtInCatalogue.find(choice.use)
  return (
    spec.target.kind === 'etcd' &&
    choice !== undefined &&
    (strategy?.retryLimit?.(choice.params) ?? null) !== null &&
    scheduleOf(spec, point).every((step) => isSteady(step, spec.attemptTimeoutMs))
  )
}

function isSteady({ fault, params, startMs, endMs }: FaultStep, attemptTimeoutMs: number): boolean {
  if (startMs > 0 || endMs !== null) return false
  if (fault === 'loss') return true
  // Replies queue behind one another: near the time-out, a slow one takes those behind it along.
  const slowestMs = Number(params.latencyMs) + Number(params.jitterMs)
  return fault === 'latency' && slowestMs <= attemptTimeoutMs / 2
}
