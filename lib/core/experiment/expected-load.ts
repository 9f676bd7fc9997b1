/**
 * About how many operations and attempts an experiment makes, before it has run: for the budget in the form, never for a
 * result. It reckons with the matrix's loss and latency; leader switches, the scenario and an HTTP target's own failures are
 * left out. Attempts are geometric, truncated at the strategy's number (retry-law.ts).
 */
import type { FaultPoint } from '../fault/fault-point'
import type { Catalogue, KnownStrategy } from '../strategy/catalogue'
import { faultPoints } from './fault-points'
import type { ExperimentSpec } from './spec'

/** An attempt through an undisturbed lab of this product, from its start to its reply (measured: 2 to 4 ms under load). */
const CALM_MS = 3
/** Attempts per second that a lab carries (measured on two busy cores: 825 at most). A faster machine carries more. */
const CARRIED_PER_SECOND = 1_000
/** A caller whose operation failed at once rests this long (docs/what-a-run-does.md). */
const REST_MS = 10
/** Whatever a strategy allows, later attempts add nothing to what is said with "about". */
const MOST_ATTEMPTS = 100

export interface ExpectedLoad {
  operations: number
  attempts: number
}

/** Sums over all trials and strategies. @param find describes a strategy, where it is known */
export function expectedLoad(spec: ExperimentSpec, { find }: Pick<Catalogue, 'find'>): ExpectedLoad {
  const sum: ExpectedLoad = { operations: 0, attempts: 0 }
  for (const point of faultPoints(spec.matrix)) {
    const attempt = attemptAt(spec, point)
    const arms = spec.strategies.map(({ use, params }) => {
      const { attempts, lengthMs } = operationOf(spec, attempt, find(use), params)
      const operations = operationsIn(spec, lengthMs)
      return { operations, attempts: operations * attempts }
    })
    const scale = spec.workload.load.mode === 'open' ? 1 : shareCarried(spec, arms)
    for (const { operations, attempts } of arms) {
      sum.operations += spec.repetitions * scale * operations
      sum.attempts += spec.repetitions * scale * attempts
    }
  }
  return sum
}

/** Of one arm in one trial. @param lengthMs of one operation */
function operationsIn({ workload: { load }, trialDurationMs }: ExperimentSpec, lengthMs: number): number {
  return load.mode === 'open'
    ? (load.ratePerSecond * trialDurationMs) / 1_000
    : (load.concurrency * trialDurationMs) / lengthMs
}

/** Callers of a closed loop wait for the lab: which share of what they would do without waiting. */
function shareCarried(
  { arms: order, trialDurationMs }: ExperimentSpec,
  arms: readonly ExpectedLoad[],
): number {
  const rates = arms.map(({ attempts }) => (attempts * 1_000) / trialDurationMs)
  const asked = order === 'concurrent' ? rates.reduce((all, rate) => all + rate, 0) : Math.max(...rates)
  return Math.min(1, CARRIED_PER_SECOND / asked)
}

interface ExpectedAttempt {
  /** Probability that it fails. */
  failing: number
  /** How long one takes that succeeds, and one that fails. */
  okMs: number
  failedMs: number
}

function attemptAt({ matrix, attemptTimeoutMs }: ExperimentSpec, point: FaultPoint): ExpectedAttempt {
  const { mode, manner } = matrix.loss
  const lost = mode === 'packet' ? 0 : point.lossPercent / 100
  const [shortestMs, longestMs] = [
    Math.max(0, point.latencyMs - point.jitterMs),
    point.latencyMs + point.jitterMs,
  ]
  const inTimeMs = Math.min(longestMs, attemptTimeoutMs - CALM_MS)
  const late =
    longestMs <= inTimeMs ? 0 : shortestMs >= inTimeMs ? 1 : (longestMs - inTimeMs) / (longestMs - shortestMs)
  const failing = lost + (1 - lost) * late
  // What is lost loudly is told at once; everything else that fails is waited for.
  const loud = failing === 0 || manner === 'silent' ? 0 : lost / failing
  return {
    failing,
    okMs: CALM_MS + Math.max(0, Math.min(shortestMs, inTimeMs) + inTimeMs) / 2,
    failedMs: loud * CALM_MS + (1 - loud) * attemptTimeoutMs,
  }
}

/** Attempts of an operation, and its time for its caller, on average. */
function operationOf(
  { operationDeadlineMs }: ExperimentSpec,
  { failing, okMs, failedMs }: ExpectedAttempt,
  strategy: KnownStrategy | undefined,
  params: Record<string, unknown>,
): { attempts: number; lengthMs: number } {
  const limit = strategy?.retryLimit?.(params) ?? null
  const patienceMs = Math.min(operationDeadlineMs, limit?.withinMs ?? Infinity)
  let [attempts, lengthMs, reached, startMs] = [0, 0, 1, 0]
  for (let attempt = 1; attempt <= Math.min(limit?.attempts ?? MOST_ATTEMPTS, MOST_ATTEMPTS); attempt++) {
    // Nobody knows the delays of a strategy that tells none: it is taken for one without retries.
    const delay = attempt === 1 ? { nominalMs: 0 } : (strategy?.delayBounds(params, attempt - 1) ?? null)
    if (!delay || startMs + delay.nominalMs >= patienceMs || reached < 1e-6) break
    const leftMs = patienceMs - startMs - delay.nominalMs
    attempts += reached
    lengthMs +=
      reached *
      (delay.nominalMs + (1 - failing) * Math.min(okMs, leftMs) + failing * Math.min(failedMs, leftMs))
    startMs += delay.nominalMs + failedMs
    reached *= failing
  }
  return { attempts, lengthMs: lengthMs + (failedMs <= CALM_MS ? reached * REST_MS : 0) }
}
