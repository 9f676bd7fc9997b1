/**
 * Retries that are meant to arrive together, because callers that failed together drew nearly equal waits. Judged by when the drawn
 * waits end, never by when attempts really began: a busy event loop makes any retries begin together.
 */
import type { AttemptRecord } from '../../history/attempt'
import { percent } from '../figures'
import { count } from '../../words/counts'
import type { FindingRule } from '../finding'
import { largest, retriesAmong } from '../operations'

/** Those within so long of each other arrive together. */
const TOGETHER_MS = 10
const MIN_RETRIES = 30
/** A retry is in a burst with so many, itself included, and with so many times as many as full jitter would put there. */
const MIN_IN_BURST = 5
const MIN_BURST_INDEX = 3
const MIN_SHARE = 0.5

export const synchronisedRetries: FindingRule = {
  name: 'synchronised-retries',
  title: 'Synchronised retries',
  description: `More than half of at least ${MIN_RETRIES} drawn waits end in bursts: ${MIN_IN_BURST} or more within ${TOGETHER_MS} ms, and ${MIN_BURST_INDEX} times as many (burst index) as if the same waits had been drawn from 0 to their nominal delay. What late timers do is left out.`,
  remedy: 'Add jitter: full jitter, U(0, delay), spreads the same retries over the whole delay at no cost.',
  look({ attempts }) {
    const waits = [...retriesAmong(attempts)].filter(({ nominalDelayMs }) => nominalDelayMs > 0).map(waitOf)
    if (waits.length < MIN_RETRIES) return null
    waits.sort((a, b) => a.drawnEndMs - b.drawnEndMs)
    const company = companyOf(waits.map(({ drawnEndMs }) => drawnEndMs))
    const spread = fullJitterOf(waits)
    const bursts = waits.flatMap((wait, index) => {
      const burst = { atMs: wait.drawnEndMs, company: company[index] ?? 0, spread: spread(wait) }
      const isBurst = burst.company >= MIN_IN_BURST && burst.company >= MIN_BURST_INDEX * burst.spread
      return isBurst ? [burst] : []
    })
    const share = bursts.length / waits.length
    if (share <= MIN_SHARE) return null
    const most = largest(
      bursts.map((burst) => burst.company),
      0,
    )
    const index = mean(bursts.map((burst) => burst.company)) / mean(bursts.map((burst) => burst.spread))
    return {
      severity: 'problem',
      evidence: `${percent(share)} of ${count(waits.length)} waits were drawn to end in bursts, the largest of ${count(most)} within ${TOGETHER_MS} ms; ${index.toFixed(1)} times as dense as with full jitter`,
      measure: share,
      atMs: bursts.find((burst) => burst.company === most)?.atMs ?? null,
    }
  },
}

interface Wait {
  fromMs: number
  drawnEndMs: number
  /** Full jitter would end it evenly between its begin and this. */
  nominalEndMs: number
}

function waitOf({ startMs, actualDelayMs, plannedDelayMs, nominalDelayMs }: AttemptRecord): Wait {
  const fromMs = startMs - actualDelayMs
  return { fromMs, drawnEndMs: fromMs + plannedDelayMs, nominalEndMs: fromMs + nominalDelayMs }
}

/** How many of these times, which are in order, lie within half of {@link TOGETHER_MS} of each, itself included. */
function companyOf(timesMs: readonly number[]): number[] {
  let first = 0
  let end = 0
  return timesMs.map((atMs) => {
    while ((timesMs[first] ?? Infinity) < atMs - TOGETHER_MS / 2) first += 1
    while ((timesMs[end] ?? Infinity) <= atMs + TOGETHER_MS / 2) end += 1
    return end - first
  })
}

/**
 * How many waits would end with one of these, on average, if all had full jitter: within half of {@link TOGETHER_MS} of the middle of
 * its nominal delay, or of its own end where there are more.
 */
function fullJitterOf(waits: readonly Wait[]): (wait: Wait) => number {
  const originMs = waits.reduce((least, { fromMs }) => Math.min(least, fromMs), Infinity) - TOGETHER_MS
  const lengthMs = largest(
    waits.map(({ drawnEndMs, nominalEndMs }) => Math.max(drawnEndMs, nominalEndMs) - originMs),
    0,
  )
  // Ends per millisecond: each wait adds as much from its begin on as it takes away at its nominal end.
  const density = new Float64Array(Math.ceil(lengthMs) + 2 * TOGETHER_MS)
  const add = (cell: number, value: number) => (density[cell] = (density[cell] ?? 0) + value)
  for (const { fromMs, nominalEndMs } of waits) {
    const from = Math.floor(fromMs - originMs)
    const to = Math.max(from + TOGETHER_MS, Math.round(nominalEndMs - originMs))
    add(from, 1 / (to - from))
    add(to, -1 / (to - from))
  }
  const before = new Float64Array(density.length + 1)
  for (let cell = 0, now = 0; cell < density.length; cell++) {
    now += density[cell] ?? 0
    before[cell + 1] = (before[cell] ?? 0) + now
  }
  const until = (cell: number) => before[Math.min(Math.max(cell, 0), before.length - 1)] ?? 0
  const around = (atMs: number) => {
    const cell = Math.round(atMs - originMs)
    return until(cell + TOGETHER_MS / 2) - until(cell - TOGETHER_MS / 2)
  }
  return ({ fromMs, drawnEndMs, nominalEndMs }) =>
    Math.max(around((fromMs + nominalEndMs) / 2), around(drawnEndMs))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
