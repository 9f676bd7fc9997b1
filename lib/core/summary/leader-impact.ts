/** What a change of leader cost each strategy: how long nothing went on, how many retries it caused, when all was well again. */
import { z } from 'zod'
import { leaderChangeSchema, type LeaderChange } from '../fault/evidence'
import { leaderChangeBegin } from '../fault/leader-change-begin'
import type { LedgerEntry } from '../fault/ledger'
import { closesOperation, type AttemptRecord } from '../history/attempt'
import { isRefusal } from '../history/error-class'

const impactSchema = z.strictObject({
  arm: z.int().min(0),
  /** The longest time without any successful attempt that touches the change. */
  stalledMs: z.number().min(0),
  /** Retries for attempts that failed from the change until the goodput was back, and how many calm times have in as long. */
  retries: z.int().min(0),
  retriesInCalm: z.number().min(0),
  /** From the begin of the change until operations succeed again as often as in calm times; null = not seen. */
  recoveryMs: z.number().min(0).nullable(),
  /**
   * Why there is no recovery. too-little = nobody can tell: too few successes in calm times, or too little time before the next change
   * or the end. Left out = it recovered, or it was stored before this was kept.
   */
  unrecovered: z.enum(['too-little', 'next-change', 'window-end']).optional(),
})
export type LeaderImpact = z.output<typeof impactSchema>

/** A change of leader as the members told it, with its cost. */
export const leaderEventSchema = leaderChangeSchema.extend({
  /** When the old leader was asked to go, or no majority named one any more; milliseconds from the window's begin. */
  startMs: z.number(),
  impacts: z.array(impactSchema),
})
export type LeaderEvent = z.output<typeof leaderEventSchema>

/** Goodput is compared over so long; shorter ones are ruled by chance. */
const SPAN_MS = 500
/** As good as before. */
const RECOVERED_SHARE = 0.8
/** What lies so long after a change is no calm time. */
const UNCALM_MS = 2_000
/** Fewer successes in calm times than this say nothing about a goodput. */
const MIN_CALM_SUCCESSES = 20

/**
 * The changes of a window with what each cost the arms; `attemptsByArm` holds those of each arm, `arms` which to look at.
 * @param ledger entries of that window
 */
export function leaderEvents(
  changes: readonly LeaderChange[],
  attemptsByArm: readonly (readonly AttemptRecord[])[],
  arms: readonly number[],
  windowMs: number,
  ledger: readonly LedgerEntry[],
): LeaderEvent[] {
  const starts = changes.map((change, index) => leaderChangeBegin(change, changes[index - 1], ledger).startMs)
  const histories = arms.map((arm) => new Progress(attemptsByArm[arm] ?? [], starts, windowMs))
  return changes.map((change, index) => {
    const startMs = starts[index] ?? change.seenMs
    // A change may be seen when the window is over, and the next one begin before it was.
    const nextMs = starts[index + 1]
    const untilMs = Math.max(change.seenMs, nextMs ?? windowMs)
    return {
      ...change,
      startMs,
      impacts: histories.map((history, place) => ({
        arm: arms[place] ?? 0,
        ...history.impactOf(startMs, change.seenMs, untilMs),
        ...history.unrecovered(change.seenMs, untilMs, nextMs === undefined ? 'window-end' : 'next-change'),
      })),
    }
  })
}

/** How one arm got on. */
class Progress {
  /** Ends of successful attempts, of successful operations, and of failed attempts that were retried; each in the order of time. */
  readonly #answers: number[]
  readonly #successes: number[]
  readonly #retries: number[]
  readonly #calmMs: number
  readonly #calmSuccesses: number
  readonly #calmRetries: number

  constructor(attempts: readonly AttemptRecord[], changesMs: readonly number[], windowMs: number) {
    const inOrder = (times: number[]) => times.sort((a, b) => a - b)
    this.#answers = inOrder(attempts.filter(({ outcome }) => outcome === 'ok').map(({ endMs }) => endMs))
    this.#successes = inOrder(
      attempts
        .filter(({ stop }) => closesOperation(stop) && stop === 'succeeded')
        .map(({ operationEndMs }) => operationEndMs),
    )
    this.#retries = inOrder(attempts.filter(isRetried).map(({ endMs }) => endMs))
    const isCalm = (atMs: number) =>
      atMs < windowMs && !changesMs.some((change) => atMs >= change && atMs < change + UNCALM_MS)
    this.#calmMs = calmTime(changesMs, windowMs)
    this.#calmSuccesses = this.#successes.filter(isCalm).length
    this.#calmRetries = this.#retries.filter(isCalm).length
  }

  impactOf(startMs: number, seenMs: number, untilMs: number): Omit<LeaderImpact, 'arm'> {
    const recoveredMs = this.#recoveredMs(seenMs, untilMs)
    const endMs = recoveredMs ?? untilMs
    const calm = this.#calmMs === 0 ? 0 : this.#calmRetries / this.#calmMs
    return {
      stalledMs: this.#stalledMs(startMs, endMs),
      retries: countIn(this.#retries, startMs, endMs),
      retriesInCalm: calm * (endMs - startMs),
      recoveryMs: recoveredMs === null ? null : recoveredMs - startMs,
    }
  }

  /** Nothing of one that has recovered. */
  unrecovered(
    seenMs: number,
    untilMs: number,
    endedBy: 'next-change' | 'window-end',
  ): Pick<LeaderImpact, 'unrecovered'> {
    if (this.#recoveredMs(seenMs, untilMs) !== null) return {}
    return { unrecovered: this.#canTell() && untilMs - seenMs >= SPAN_MS ? endedBy : 'too-little' }
  }

  #stalledMs(startMs: number, endMs: number): number {
    const times = [0, ...this.#answers, Math.max(endMs, this.#answers.at(-1) ?? 0)]
    let longest = 0
    for (let index = 1; index < times.length; index++) {
      const from = times[index - 1] ?? 0
      const to = times[index] ?? 0
      if (to >= startMs && from <= endMs) longest = Math.max(longest, to - from)
    }
    return longest
  }

  #canTell(): boolean {
    return this.#calmSuccesses >= MIN_CALM_SUCCESSES
  }

  /** The first success from which on the goodput is that of calm times; null where that is not known, or not seen in time. */
  #recoveredMs(seenMs: number, untilMs: number): number | null {
    if (!this.#canTell()) return null
    const wanted = (RECOVERED_SHARE * this.#calmSuccesses * SPAN_MS) / this.#calmMs
    const from = this.#successes.findIndex((atMs) => atMs >= seenMs)
    if (from < 0) return null
    for (let index = from; index < this.#successes.length; index++) {
      const atMs = this.#successes[index] ?? untilMs
      if (atMs + SPAN_MS > untilMs) return null
      if (countIn(this.#successes, atMs, atMs + SPAN_MS) >= wanted) return atMs
    }
    return null
  }
}

/** It went to the target, failed, and another attempt followed. */
function isRetried({ outcome, errorClass, stop }: AttemptRecord): boolean {
  return stop === 'retry' && outcome !== 'ok' && !isRefusal(errorClass)
}

/** The window without what lies soon after a change. */
function calmTime(changesMs: readonly number[], windowMs: number): number {
  let calmMs = 0
  let freeFrom = 0
  for (const change of changesMs) {
    calmMs += Math.max(0, Math.min(change, windowMs) - freeFrom)
    freeFrom = Math.max(freeFrom, change + UNCALM_MS)
  }
  return calmMs + Math.max(0, windowMs - freeFrom)
}

/** How many of these times, which are in order, lie in [from, to). */
function countIn(times: readonly number[], from: number, to: number): number {
  return firstAtOrAfter(times, to) - firstAtOrAfter(times, from)
}

function firstAtOrAfter(times: readonly number[], atMs: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? Infinity) < atMs) low = middle + 1
    else high = middle
  }
  return low
}
