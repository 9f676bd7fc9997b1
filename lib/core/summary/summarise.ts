/** From the attempts of a trial to one summary per arm. One pass, in the order the attempts ended. */
import { isAuxiliary, isOfJob, leavesDoubt, type AttemptRecord } from '../history/attempt'
import { isRefusal } from '../history/error-class'
import { MAX_BACKOFF_POINTS, type ArmSummary, type BackoffPoint } from './arm-summary'
import { BlockCounter } from './blocks'
import { DeferredJobs, type JobEnd } from './deferred-jobs'
import { EvenSample } from './even-sample'
import { Histogram } from './histogram'
import { QuantileSpreader } from './quantile-spread'

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
  inDoubt: boolean
  attempts: number
  auxiliary: number
  lastWasAuxiliary: boolean
  /** End of the first attempt that failed; null = none has. */
  firstFailureMs: number | null
  /** Requests and tries after the first that were no retries. */
  steps: number
}

/** An operation whose caller has left at the deadline: its strategy may go on. */
interface LeftOperation {
  requests: number
  outcome: 'fail' | 'info'
}

class ArmAccumulator {
  readonly #shed: number
  readonly #open = new Map<number, OpenOperation>()
  readonly #left = new Map<number, LeftOperation>()
  readonly #jobs = new DeferredJobs()
  readonly #outcomes = { ok: 0, fail: 0, info: 0 }
  readonly #retryCounts: number[] = []
  readonly #okRetryCounts: number[] = []
  readonly #requestCounts: number[] = []
  readonly #errors: ArmSummary['errors'] = {}
  readonly #stops: ArmSummary['stops'] = {}
  readonly #latencyMs = new Histogram()
  readonly #retryTimeMs = new Histogram()
  readonly #startLatenessMs = new Histogram()
  readonly #jitterDeviationPercent = new Histogram()
  readonly #timerErrorMs = new Histogram()
  readonly #totalDeviationPercent = new Histogram()
  readonly #blocks = new BlockCounter()
  readonly #latencySpread = new QuantileSpreader()
  readonly #retryTimeSpread = new QuantileSpreader()
  readonly #timerErrorSpread = new QuantileSpreader()
  readonly #totalDeviationSpread = new QuantileSpreader()
  readonly #points = new EvenSample<BackoffPoint>(MAX_BACKOFF_POINTS)
  #waitedMs = 0
  #attempts = 0
  #attemptsOk = 0
  #leakedAttempts = 0
  #auxiliaryRequests = 0
  #refused = 0
  #unattempted = 0
  #immediateRetries = 0

  constructor(shed: number) {
    this.#shed = shed
  }

  add(attempt: AttemptRecord): void {
    this.#count(attempt)
    if (attempt.stop === 'after-end') {
      this.#addLeaked(attempt)
      return
    }
    if (isOfJob(attempt.stop)) {
      this.#addToJob(attempt)
      return
    }
    const operation = this.#open.get(attempt.operation) ?? newOperation()
    if (attempt.attempt === 1) this.#startLatenessMs.record(attempt.startMs - attempt.intendedStartMs)
    else if (isRetry(attempt, operation)) this.#addBackoff(attempt, attempt.attempt - 1 - operation.steps)
    else operation.steps += 1

    this.#waitedMs += attempt.actualDelayMs
    if (attempt.outcome !== 'ok') operation.firstFailureMs ??= attempt.endMs
    operation.inDoubt ||= leavesDoubt(attempt)
    operation.lastWasAuxiliary = isAuxiliary(attempt.kind)
    if (operation.lastWasAuxiliary) operation.auxiliary += 1
    else if (!isRefusal(attempt.errorClass)) operation.attempts += 1
    if (attempt.stop === 'retry') this.#open.set(attempt.operation, operation)
    else this.#close(attempt, operation)
  }

  #count({ kind, outcome, errorClass, stop, intendedStartMs }: AttemptRecord): void {
    if (outcome !== 'ok') this.#errors[errorClass] = (this.#errors[errorClass] ?? 0) + 1
    if (isRefusal(errorClass)) this.#refused += 1
    else if (isAuxiliary(kind)) this.#auxiliaryRequests += 1
    else {
      this.#attempts += 1
      this.#blocks.add(intendedStartMs, 'attempts')
      if (stop === 'after-end') this.#leakedAttempts += 1
      if (outcome !== 'ok') return
      this.#attemptsOk += 1
      this.#blocks.add(intendedStartMs, 'attemptsOk')
    }
  }

  #close(last: AttemptRecord, operation: OpenOperation) {
    const { operation: number, stop, operationEndMs, intendedStartMs } = last
    this.#open.delete(number)
    this.#stops[stop] = (this.#stops[stop] ?? 0) + 1
    this.#latencyMs.record(operationEndMs - intendedStartMs)
    this.#latencySpread.add(intendedStartMs, operationEndMs - intendedStartMs)
    const { firstFailureMs } = operation
    // A caller may have left before its first attempt had failed.
    if (firstFailureMs !== null) {
      const retryTimeMs = Math.max(0, operationEndMs - firstFailureMs)
      this.#retryTimeMs.record(retryTimeMs)
      this.#retryTimeSpread.add(intendedStartMs, retryTimeMs)
    }
    if (operation.attempts > 1) this.#blocks.add(intendedStartMs, 'retried')
    if (operation.attempts === 0) this.#unattempted += 1
    else {
      addTo(this.#retryCounts, operation.attempts - 1, 1)
      if (stop === 'succeeded') addTo(this.#okRetryCounts, operation.attempts - 1, 1)
    }
    const { inDoubt } = operation
    const requests = operation.attempts + operation.auxiliary
    if (stop === 'deferred') {
      this.#jobs.begin(last, { requests, inDoubt })
      return
    }
    const outcome = stop === 'succeeded' ? 'ok' : inDoubt ? 'info' : 'fail'
    this.#end(intendedStartMs, { outcome, requests })
    if (stop === 'deadline' && outcome !== 'ok') this.#left.set(number, { requests, outcome })
  }

  /** The caller has its answer, but what the operation comes to is decided by the job behind it. */
  #addToJob(attempt: AttemptRecord): void {
    const end = this.#jobs.add(attempt)
    if (!end) return
    this.#end(attempt.intendedStartMs, end)
  }

  #end(intendedStartMs: number, { outcome, requests }: JobEnd): void {
    this.#outcomes[outcome] += 1
    addTo(this.#requestCounts, requests, 1)
    this.#blocks.add(intendedStartMs, 'operations')
    if (outcome === 'ok') this.#blocks.add(intendedStartMs, 'ok')
    this.#blocks.add(intendedStartMs, 'requests', requests)
  }

  /** Work behind the caller's back: load like any other, but the caller has had its answer. */
  #addLeaked(attempt: AttemptRecord): void {
    const left = this.#left.get(attempt.operation)
    if (!left) throw new Error(`operation ${attempt.operation} goes on, but did not end at its deadline`)
    if (!isRefusal(attempt.errorClass)) {
      addTo(this.#requestCounts, left.requests, -1)
      left.requests += 1
      this.#blocks.add(attempt.intendedStartMs, 'requests')
      addTo(this.#requestCounts, left.requests, 1)
    }
    // What was left as "did not happen" may happen after all.
    if (left.outcome === 'fail' && leavesDoubt(attempt)) {
      left.outcome = 'info'
      this.#outcomes.fail -= 1
      this.#outcomes.info += 1
    }
  }

  #addBackoff(attempt: AttemptRecord, retry: number): void {
    const { intendedStartMs, nominalDelayMs, plannedDelayMs, actualDelayMs } = attempt
    if (nominalDelayMs === 0) {
      this.#immediateRetries += 1
      // A library that sleeps by itself and does not tell for how long: what passed is not the timer's error.
      if (plannedDelayMs === 0) return
    }
    this.#timerErrorMs.record(actualDelayMs - plannedDelayMs)
    this.#timerErrorSpread.add(intendedStartMs, actualDelayMs - plannedDelayMs)
    if (nominalDelayMs > 0) {
      this.#jitterDeviationPercent.record((100 * (plannedDelayMs - nominalDelayMs)) / nominalDelayMs)
      const totalPercent = (100 * Math.abs(actualDelayMs - nominalDelayMs)) / nominalDelayMs
      this.#totalDeviationPercent.record(totalPercent)
      this.#totalDeviationSpread.add(intendedStartMs, totalPercent)
    }
    this.#points.offer({
      retry,
      nominalMs: nominalDelayMs,
      plannedMs: plannedDelayMs,
      actualMs: actualDelayMs,
    })
  }

  summary(): ArmSummary {
    const unended = this.#open.size + this.#jobs.open
    if (unended > 0) throw new Error(`${unended} operations have no last attempt`)
    const { ok, fail, info } = this.#outcomes
    return {
      operations: ok + fail + info,
      ok,
      fail,
      info,
      shed: this.#shed,
      attempts: this.#attempts,
      attemptsOk: this.#attemptsOk,
      leakedAttempts: this.#leakedAttempts,
      deferred: this.#jobs.summary(),
      auxiliaryRequests: this.#auxiliaryRequests,
      refused: this.#refused,
      unattempted: this.#unattempted,
      retryCounts: this.#retryCounts,
      okRetryCounts: this.#okRetryCounts,
      requestCounts: trimmed(this.#requestCounts),
      errors: this.#errors,
      stops: this.#stops,
      latencyMs: this.#latencyMs.toJSON(),
      retryTimeMs: this.#retryTimeMs.toJSON(),
      blocks: this.#blocks.toJSON(),
      latencySpread: this.#latencySpread.spreadAbout(this.#latencyMs),
      retryTimeSpread: this.#retryTimeSpread.spreadAbout(this.#retryTimeMs),
      waitedMs: this.#waitedMs,
      startLatenessMs: this.#startLatenessMs.toJSON(),
      jitterDeviationPercent: this.#jitterDeviationPercent.toJSON(),
      timerErrorMs: this.#timerErrorMs.toJSON(),
      totalDeviationPercent: this.#totalDeviationPercent.toJSON(),
      timerErrorSpread: this.#timerErrorSpread.spreadAbout(this.#timerErrorMs),
      totalDeviationSpread: this.#totalDeviationSpread.spreadAbout(this.#totalDeviationPercent),
      immediateRetries: this.#immediateRetries,
      backoffPoints: [...this.#points.items],
      peaks: null,
      checks: [],
    }
  }
}

function newOperation(): OpenOperation {
  return {
    ...{ inDoubt: false, attempts: 0, auxiliary: 0 },
    ...{ lastWasAuxiliary: false, firstFailureMs: null, steps: 0 },
  }
}

/**
 * False for what follows at once and is no retry: an auxiliary request and the step after one, and a try that was refused
 * before its wait was begun.
 */
function isRetry({ kind, nominalDelayMs, errorClass }: AttemptRecord, before: OpenOperation): boolean {
  return nominalDelayMs > 0 || !(isAuxiliary(kind) || before.lastWasAuxiliary || isRefusal(errorClass))
}

function addTo(counts: number[], index: number, change: number): void {
  while (counts.length <= index) counts.push(0)
  counts[index] = (counts[index] ?? 0) + change
}

/** Without zeros at its end. */
function trimmed(counts: readonly number[]): number[] {
  return counts.slice(0, counts.findLastIndex((count) => count !== 0) + 1)
}
