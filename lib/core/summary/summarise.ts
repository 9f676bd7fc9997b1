/** From the attempts of a trial to one summary per arm. One pass, in the order the attempts ended. */
import { operationOutcome, type AttemptRecord, type Outcome } from '../history/attempt'
import { isRefusal } from '../history/error-class'
import { MAX_BACKOFF_POINTS, type ArmSummary, type BackoffPoint } from './arm-summary'
import { EvenSample } from './even-sample'
import { Histogram } from './histogram'

/**
 * Summarises a trial.
 * @param attempts all attempts of the trial; those of one operation in their order
 * @param shed arrivals never started, one figure per arm; its length is the number of arms
 */
export function summariseTrial(attempts: Iterable<AttemptRecord>, shed: readonly number[]): ArmSummary[] {
  const arms = shed.map((count) => new ArmAccumulator(count))
  for (const attempt of attempts) {
    const arm = arms[attempt.arm]
    if (!arm) throw new Error(`attempt of arm ${attempt.arm}, but there are ${arms.length} arms`)
    arm.add(attempt)
  }
  return arms.map((arm) => arm.summary())
}

interface OpenOperation {
  outcomes: Outcome[]
  attempts: number
}

class ArmAccumulator {
  readonly #shed: number
  readonly #open = new Map<number, OpenOperation>()
  readonly #outcomes = { ok: 0, fail: 0, info: 0 }
  readonly #retryCounts: number[] = []
  readonly #errors: ArmSummary['errors'] = {}
  readonly #stops: ArmSummary['stops'] = {}
  readonly #latencyMs = new Histogram()
  readonly #startLatenessMs = new Histogram()
  readonly #jitterDeviationPercent = new Histogram()
  readonly #timerErrorMs = new Histogram()
  readonly #totalDeviationPercent = new Histogram()
  readonly #points = new EvenSample<BackoffPoint>(MAX_BACKOFF_POINTS)
  #attempts = 0
  #attemptsOk = 0
  #refused = 0
  #unattempted = 0
  #immediateRetries = 0

  constructor(shed: number) {
    this.#shed = shed
  }

  add(attempt: AttemptRecord): void {
    const refused = isRefusal(attempt.errorClass)
    if (refused) this.#refused += 1
    else this.#attempts += 1
    if (attempt.outcome === 'ok') this.#attemptsOk += 1
    else this.#errors[attempt.errorClass] = (this.#errors[attempt.errorClass] ?? 0) + 1
    if (attempt.attempt === 1) this.#startLatenessMs.record(attempt.startMs - attempt.intendedStartMs)
    else this.#addBackoff(attempt)

    const operation = this.#open.get(attempt.operation) ?? { outcomes: [], attempts: 0 }
    operation.outcomes.push(attempt.outcome)
    if (!refused) operation.attempts += 1
    if (attempt.stop === 'retry') {
      this.#open.set(attempt.operation, operation)
      return
    }
    this.#open.delete(attempt.operation)
    this.#outcomes[operationOutcome(operation.outcomes)] += 1
    this.#stops[attempt.stop] = (this.#stops[attempt.stop] ?? 0) + 1
    this.#latencyMs.record(attempt.operationEndMs - attempt.intendedStartMs)
    if (operation.attempts === 0) {
      this.#unattempted += 1
      return
    }
    const retries = operation.attempts - 1
    while (this.#retryCounts.length <= retries) this.#retryCounts.push(0)
    this.#retryCounts[retries] = (this.#retryCounts[retries] ?? 0) + 1
  }

  #addBackoff({ attempt, nominalDelayMs, plannedDelayMs, actualDelayMs }: AttemptRecord): void {
    if (nominalDelayMs === 0) {
      this.#immediateRetries += 1
      // A library that sleeps by itself and does not tell for how long: what passed is not the timer's error.
      if (plannedDelayMs === 0) return
    }
    this.#timerErrorMs.record(actualDelayMs - plannedDelayMs)
    if (nominalDelayMs > 0) {
      this.#jitterDeviationPercent.record((100 * (plannedDelayMs - nominalDelayMs)) / nominalDelayMs)
      this.#totalDeviationPercent.record((100 * Math.abs(actualDelayMs - nominalDelayMs)) / nominalDelayMs)
    }
    this.#points.offer({
      retry: attempt - 1,
      nominalMs: nominalDelayMs,
      plannedMs: plannedDelayMs,
      actualMs: actualDelayMs,
    })
  }

  summary(): ArmSummary {
    if (this.#open.size > 0) throw new Error(`${this.#open.size} operations have no last attempt`)
    const { ok, fail, info } = this.#outcomes
    return {
      operations: ok + fail + info,
      ok,
      fail,
      info,
      shed: this.#shed,
      attempts: this.#attempts,
      attemptsOk: this.#attemptsOk,
      refused: this.#refused,
      unattempted: this.#unattempted,
      retryCounts: this.#retryCounts,
      errors: this.#errors,
      stops: this.#stops,
      latencyMs: this.#latencyMs.toJSON(),
      startLatenessMs: this.#startLatenessMs.toJSON(),
      jitterDeviationPercent: this.#jitterDeviationPercent.toJSON(),
      timerErrorMs: this.#timerErrorMs.toJSON(),
      totalDeviationPercent: this.#totalDeviationPercent.toJSON(),
      immediateRetries: this.#immediateRetries,
      backoffPoints: [...this.#points.items],
    }
  }
}
