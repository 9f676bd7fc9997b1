/**
 * A retry storm: most of the requests are repetitions, and they load the target far more than the workload asks. What it asks is
 * known from the workload itself, so a storm that lasts from begin to end is found as well as a short one.
 */
import { isAuxiliary, type AttemptRecord } from '../../history/attempt'
import { isRefusal } from '../../history/error-class'
import { count } from '../../words/counts'
import type { ArmHistory, FindingRule } from '../finding'
import { binned, largest, peaksInFlight } from '../operations'

const BIN_MS = 500
const MIN_ATTEMPTS = 20
const MIN_AMPLIFICATION = 3
const MIN_LOAD_RATIO = 2
/** Any target carries so many at once: twice a smaller number is no load. */
const LEAST_IN_FLIGHT = 5
/** Fewer first attempts that succeeded say nothing about how long one takes when all is well. */
const MIN_GOOD_FIRSTS = 10

export const retryStorm: FindingRule = {
  name: 'retry-storm',
  title: 'Retry storm',
  description: `Within half a second at least ${MIN_ATTEMPTS} attempts, ${MIN_AMPLIFICATION} or more for each operation that asked for one, and ${MIN_LOAD_RATIO} times the load that the workload asks for: of attempts in flight at once, against as many as its rate of arrivals makes (or as it has callers) while first attempts go well; where callers wait for their answers, also of attempts a second. Where no first attempt went well, the quick ones among the failed stand for them.`,
  remedy:
    'Bound the retries: a budget (retry-budget, aws-retry-quota, grpc-throttling) keeps them a share of the load, a breaker stops them while nothing succeeds, and full jitter spreads what is left.',
  look({ attempts, windowMs, load }) {
    const sent = attempts.filter(({ errorClass }) => !isRefusal(errorClass))
    const endMs = largest(
      sent.map(({ startMs }) => startMs + 1),
      windowMs,
    )
    const tries = sent.filter(({ kind }) => !isAuxiliary(kind))
    const begun = binned(
      tries.map(({ startMs }) => startMs),
      BIN_MS,
      endMs,
    )
    const asking = operationsAsking(tries, load, begun.length)
    const inFlight = peaksInFlight(sent, BIN_MS, begun.length)
    const asked = askedFor(load, sent)
    const storms = begun.flatMap((number, index) => {
      const amplification = number / Math.max(1, asking[index] ?? 0)
      const peak = inFlight[index] ?? 0
      const isStorm =
        number >= MIN_ATTEMPTS &&
        amplification >= MIN_AMPLIFICATION &&
        (peak >= MIN_LOAD_RATIO * asked.inFlight || number >= MIN_LOAD_RATIO * asked.inBin)
      return isStorm ? [{ index, number, amplification, peak }] : []
    })
    const worst = storms.reduce<(typeof storms)[number] | null>(
      (most, storm) => (most && most.amplification >= storm.amplification ? most : storm),
      null,
    )
    if (!worst) return null
    const { index, number, amplification, peak } = worst
    const rate = Number.isFinite(asked.inBin)
      ? `, where ${count(Math.round(asked.inBin))} were asked for`
      : ''
    return {
      severity: 'problem',
      evidence: `${count(number)} attempts in half a second at ${(index * BIN_MS) / 1000} s${rate}, ${amplification.toFixed(1)} for each operation; ${count(peak)} in flight at once, against ${count(Math.ceil(asked.inFlight))} that the workload asks for; so it was for ${(storms.length * BIN_MS) / 1000} of ${(begun.length * BIN_MS) / 1000} s`,
      measure: amplification,
      atMs: index * BIN_MS,
    }
  },
}

interface Asked {
  /** Attempts in flight at once. */
  inFlight: number
  /** Attempts in half a second; endless in an open loop, where this is what the amplification says already. */
  inBin: number
}

/**
 * What a target sees of the workload while nothing is retried. Open loop: Little's law, with three standard deviations of a
 * Poisson process on top, since arrivals come in clusters. Closed loop: each caller has one attempt in flight.
 */
function askedFor(load: ArmHistory['load'], sent: readonly AttemptRecord[]): Asked {
  const firstMs = Math.max(1, firstAttemptMs(sent))
  if (load.mode === 'closed')
    return {
      inFlight: Math.max(LEAST_IN_FLIGHT, load.concurrency),
      inBin: (load.concurrency * BIN_MS) / firstMs,
    }
  const mean = (load.ratePerSecond * firstMs) / 1000
  return { inFlight: Math.max(LEAST_IN_FLIGHT, mean + 3 * Math.sqrt(mean)), inBin: Infinity }
}

/** How long a first attempt takes when all is well: the lower quartile, so that faults of half the window do not count. */
function firstAttemptMs(sent: readonly AttemptRecord[]): number {
  const firsts = sent.filter(({ attempt }) => attempt === 1)
  const good = firsts.filter(({ outcome }) => outcome === 'ok')
  const durations = (good.length >= MIN_GOOD_FIRSTS ? good : firsts)
    .map(({ startMs, endMs }) => endMs - startMs)
    .sort((a, b) => a - b)
  return durations[Math.floor(durations.length / 4)] ?? 0
}

/**
 * Operations that asked for attempts in each bin. Open loop: those that began, or as many as arrive on average. Closed loop: all that
 * made an attempt in it, since callers who are busy with their retries begin nothing new; but no more than there are callers, or
 * operations that began: the rest is work that callers have left.
 */
function operationsAsking(tries: readonly AttemptRecord[], load: ArmHistory['load'], bins: number): number[] {
  const began = binned(
    tries.filter(({ attempt }) => attempt === 1).map(({ startMs }) => startMs),
    BIN_MS,
    bins * BIN_MS,
  )
  if (load.mode === 'open')
    return began.map((number) => Math.max(number, (load.ratePerSecond * BIN_MS) / 1000))
  const busy = Array.from({ length: bins }, () => new Set<number>())
  for (const { startMs, operation } of tries) busy[Math.floor(startMs / BIN_MS)]?.add(operation)
  return busy.map(({ size }, bin) => Math.min(size, Math.max(load.concurrency, began[bin] ?? 0)))
}
