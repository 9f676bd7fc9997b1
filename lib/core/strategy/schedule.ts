/**
 * What a strategy would do if every attempt failed in no time: the delay before each attempt as nominal, shortest and
 * longest, and one sequence as drawn. It is drawn by driving the strategy itself, so a breaker or a budget ends it too.
 */
import type { Refusal } from '../history/error-class'
import { RANDOM_PURPOSE, streamOf } from '../random/stream'
import type { Ending } from './call'
import type { DelayBounds, Strategy, StrategyDescription } from './strategy'

/** A description, and what drives it where that is known: libraries are driven elsewhere. */
export type Schedulable = StrategyDescription & { create?(params: Record<string, unknown>): Strategy }

export interface ScheduledAttempt {
  /** 1 = the first. */
  attempt: number
  /** Delay before this attempt; null where nobody can know it beforehand. */
  nominalMs: number | null
  minMs: number | null
  maxMs: number | null
  /** The delay of the drawn sequence; null after its end. */
  drawnMs: number | null
  /** When this attempt starts after the first: the sum of the nominal, shortest, longest, drawn delays so far. */
  nominalStartMs: number | null
  earliestStartMs: number | null
  latestStartMs: number | null
  drawnStartMs: number | null
  /** Why the drawn sequence did not send this one; null when it did. */
  refused: Refusal | null
}

export interface Schedule {
  attempts: ScheduledAttempt[]
  /** Why the drawn sequence ended; null when it was still going on, or when nothing could be drawn. */
  ending: Ending | null
  /** Nothing is known beforehand: neither bounds nor a strategy to drive. */
  decidesByItself: boolean
}

interface Try {
  delayMs: number
  refused: Refusal | null
}

interface DrawnSequence {
  /** The first has no delay. */
  tries: Try[]
  ending: Ending | null
}

/** Finite, because strategies reckon with the time that is left. */
const FAR_AWAY_MS = 1e9

/** Nobody leaves while a sequence is drawn. */
const NEVER = new AbortController().signal

const NO_DELAY: DelayBounds = { nominalMs: 0, minMs: 0, maxMs: 0 }
const NOTHING_DRAWN: DrawnSequence = { tries: [], ending: null }

/**
 * Bounds and one drawn sequence.
 * @param params checked by the strategy's schema
 * @param options.attempts how many at most, the first included
 */
export async function scheduleOf(
  strategy: Schedulable,
  params: Record<string, unknown>,
  { attempts, seed }: { attempts: number; seed: number },
): Promise<Schedule> {
  const drawn = strategy.create ? await draw(strategy.create(params), attempts, seed) : NOTHING_DRAWN
  return combine(strategy, params, attempts, drawn)
}

/** Bounds alone, at once: what can be shown while a sequence is being drawn. */
export function envelopeOf(
  strategy: Schedulable,
  params: Record<string, unknown>,
  { attempts }: { attempts: number },
): Schedule {
  return combine(strategy, params, attempts, NOTHING_DRAWN)
}

function combine(
  strategy: Schedulable,
  params: Record<string, unknown>,
  attempts: number,
  drawn: DrawnSequence,
): Schedule {
  const rows: ScheduledAttempt[] = []
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const bounds = attempt === 1 ? NO_DELAY : strategy.delayBounds(params, attempt - 1)
    const tried = drawn.tries[attempt - 1] ?? null
    if (!bounds && !tried) break
    rows.push(row(attempt, bounds, tried, rows.at(-1) ?? null))
  }
  const isDriven = strategy.create !== undefined
  return {
    attempts: rows,
    ending: drawn.ending,
    decidesByItself:
      !isDriven && rows.length === 1 && (strategy.group === 'library' || strategy.group === 'own'),
  }
}

function row(
  attempt: number,
  bounds: DelayBounds | null,
  tried: Try | null,
  before: ScheduledAttempt | null,
): ScheduledAttempt {
  const { nominalMs, minMs, maxMs } = bounds ?? { nominalMs: null, minMs: null, maxMs: null }
  const drawnMs = tried?.delayMs ?? null
  return {
    ...{ attempt, nominalMs, minMs, maxMs, drawnMs },
    nominalStartMs: sum(before ? before.nominalStartMs : 0, nominalMs),
    earliestStartMs: sum(before ? before.earliestStartMs : 0, minMs),
    latestStartMs: sum(before ? before.latestStartMs : 0, maxMs),
    drawnStartMs: sum(before ? before.drawnStartMs : 0, drawnMs),
    refused: tried?.refused ?? null,
  }
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b
}

/** Drives one operation whose attempts all fail in no time, until it ends or has tried often enough. */
async function draw(strategy: Strategy, attempts: number, seed: number): Promise<DrawnSequence> {
  const tries: Try[] = []
  let nowMs = 0
  let delayMs = 0
  const isEnough = () => tries.length >= attempts
  const note = (refused: Refusal | null) => {
    if (!isEnough()) tries.push({ delayMs, refused })
    // What comes next without a wait, such as a try that a budget refuses, has no delay.
    delayMs = 0
  }
  let wasCut = false
  const ending = await strategy.run({
    kind: 'put',
    random: streamOf(seed, RANDOM_PURPOSE.backoff),
    startMs: 0,
    deadlineMs: FAR_AWAY_MS,
    nowMs: () => nowMs,
    attempt: () => {
      // A strategy that goes on after its caller has left, as a leaky one does, is stopped by success.
      if (isEnough()) {
        wasCut = true
        return Promise.resolve({ outcome: 'ok', errorClass: 'none' })
      }
      note(null)
      return Promise.resolve({ outcome: 'fail', errorClass: 'attempt-timeout' })
    },
    refuse: note,
    signal: NEVER,
    noteDelay: () => undefined,
    defer: () => undefined,
    wait: (_, plannedMs) => {
      wasCut ||= isEnough()
      delayMs = plannedMs
      nowMs += plannedMs
      return Promise.resolve(!wasCut)
    },
  })
  return { tries, ending: wasCut ? null : ending }
}
