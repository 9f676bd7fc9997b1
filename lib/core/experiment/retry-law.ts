/**
 * How many retries operations must have needed, where theory tells. When each attempt fails with probability p, independently
 * of all others, and nothing but a number of attempts n ends the retries, the attempts of an operation are geometric,
 * truncated at n: P(k retries) = pᵏ (1 − p) for k < n − 1, and pⁿ⁻¹ for the last; an operation succeeds with 1 − pⁿ.
 * Source: the law of repeated Bernoulli trials (W. Feller, An Introduction to Probability Theory and Its Applications, vol. 1,
 * 3rd ed. 1968, VI.8: waiting times).
 */
import type { FaultPoint } from '../fault/fault-point'
import { lossWindows } from '../fault/loss-draw'
import type { Catalogue } from '../strategy/catalogue'
import { scheduleOf } from './schedule'
import type { ExperimentSpec } from './spec'

export interface RetryLaw {
  /** Probability that an attempt is lost. */
  loss: number
  /** At most, the first included. */
  attempts: number
  /** Index = retries of an operation, value = its probability. */
  shares: number[]
  /** Probability that an operation succeeds. */
  success: number
}

/** Why there is no law; a clause for people: "other faults act". */
export interface NoLaw {
  reason: string
}

/** The law of retries under independent loss. @param loss in [0, 1] @param attempts at most, the first included; finite */
export function retryLaw(loss: number, attempts: number): RetryLaw {
  const shares = Array.from({ length: attempts }, (_, retries) =>
    retries < attempts - 1 ? loss ** retries * (1 - loss) : loss ** retries,
  )
  return { loss, attempts, shares, success: 1 - loss ** attempts }
}

/**
 * The law that a strategy of the spec must keep to at a fault point, or why there is none: anything but loss that may make
 * attempts fail, or anything but the number of attempts that may end retries.
 */
export function retryLawOf(
  spec: ExperimentSpec,
  point: FaultPoint,
  { use, params }: ExperimentSpec['strategies'][number],
  catalogue: Pick<Catalogue, 'find'>,
): RetryLaw | NoLaw {
  if (spec.target.kind !== 'etcd') return { reason: 'an HTTP target has failures of its own' }
  const steps = scheduleOf(spec, point)
  const losses = lossWindows(steps)
  if (losses.length < steps.length) return { reason: 'other faults than loss act' }
  if (losses.some(({ startMs, endMs }) => startMs > 0 || endMs !== null))
    return { reason: 'the loss does not act all the time' }
  const strategy = catalogue.find(use)
  if (!strategy) return { reason: 'nobody knows its rule beforehand' }
  if (losses.length > 0 && strategy.outOfReach?.['loss'])
    return { reason: 'losses do not reach a client of its own' }
  const limit = strategy.retryLimit?.(params)
  if (!limit) return { reason: 'more than a number of attempts decides on its retries' }
  const patienceMs = Math.min(limit.withinMs, spec.operationDeadlineMs)
  if (
    longestMs(limit.attempts, spec.attemptTimeoutMs, (retry) => strategy.delayBounds(params, retry)) >=
    patienceMs
  )
    return { reason: 'a deadline may come before its last attempt' }
  const passing = losses.reduce(
    (product, { params: { sharePercent } }) => product * (1 - sharePercent / 100),
    1,
  )
  return retryLaw(1 - passing, limit.attempts)
}

/** How long an operation takes when every attempt runs into its time-out and every delay is the longest. */
function longestMs(
  attempts: number,
  attemptTimeoutMs: number,
  bounds: (retry: number) => { maxMs: number } | null,
): number {
  if (attempts === Infinity) return Infinity
  let totalMs = attempts * attemptTimeoutMs
  for (let retry = 1; retry < attempts; retry++) totalMs += bounds(retry)?.maxMs ?? 0
  return totalMs
}
