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
  /** Delay before this attempt; null where nobody can know it beforehand. Nominal: else as the drawn sequence told it. */
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
  /** As the strategy told it; null = it waited without a word. */
  nominalMs: number | null
  refused: Refusal | null
}

interface DrawnSequence {
  /** The first has no delay. */
  tries: Try[]
  ending: Ending | null
}

/** The time in which a sequence is drawn. */
export interface DrawTime {
  /** From 0; goes on by {@link pass} and, where a library sleeps by itself, by its timers. */
  nowMs(): number
  pass(ms: number): Promise<void>
}

/** Finite, because strategies reckon with the time that is left. */
const FAR_AWAY_MS = 1e9

const NO_DELAY: DelayBounds = { nominalMs: 0, minMs: 0, maxMs: 0 }
const NOTHING_DRAWN: DrawnSequence = { tries: [], ending: null }

/**
 * Bounds and one drawn sequence.
 * @param params checked by the strategy's schema
 * @param options.attempts how many at most, the first included
 * @param options.time in which strategies with timers of their own sleep; left out = all waits are those of the call
 */
export async function scheduleOf(
  strategy: Schedulable,
  params: Record<string, unknown>,
  { attempts, seed, time = timeOfTheCall() }: { attempts: number; seed: number; time?: DrawTime },
): Promise<Schedule> {
  const drawn = strategy.create
    ? await draw(strategy.create(params), { attempts, seed, time })
    : NOTHING_DRAWN
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
  const { minMs, maxMs } = bounds ?? { minMs: null, maxMs: null }
  const nominalMs = bounds?.nominalMs ?? tried?.nominalMs ?? null
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

function timeOfTheCall(): DrawTime {
  let nowMs = 0
  return {
    nowMs: () => nowMs,
    pass: (ms) => {
      nowMs += ms
      return Promise.resolve()
    },
  }
}

/** Drives one operation whose attempts all fail in no time, until it ends or has tried often enough. */
async function draw(
  strategy: Strategy,
  { attempts, seed, time }: { attempts: number; seed: number; time: DrawTime },
): Promise<DrawnSequence> {
  const tries: Try[] = []
  let lastMs = 0
  let waitedMs = 0
  let nominalMs: number | null = null
  /** Told by who sleeps by itself: exact, where timers know whole milliseconds only. */
  let notedMs: number | null = null
  const isEnough = () => tries.length >= attempts
  const note = (refused: Refusal | null) => {
    // What comes next without a wait, such as a try that a budget refuses, has no delay.
    const delayMs = notedMs ?? waitedMs + toMicroseconds(time.nowMs() - lastMs - waitedMs)
    if (!isEnough()) tries.push({ delayMs, nominalMs, refused })
    lastMs = time.nowMs()
    waitedMs = 0
    notedMs = nominalMs = null
  }
  let wasCut = false
  const running = strategy.run({
    kind: 'put',
    random: streamOf(seed, RANDOM_PURPOSE.backoff),
    startMs: 0,
    deadlineMs: FAR_AWAY_MS,
    nowMs: () => time.nowMs(),
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
    // Nobody leaves while a sequence is drawn; libraries leave listeners behind, so it is for this one alone.
    signal: new AbortController().signal,
    noteDelay: (toldMs, plannedMs) => {
      nominalMs = toldMs
      notedMs = plannedMs
    },
    defer: () => undefined,
    wait: async (toldMs, plannedMs) => {
      nominalMs = toldMs
      wasCut ||= isEnough()
      waitedMs += plannedMs
      await time.pass(plannedMs)
      return !wasCut
    },
  })
  const ending = await running.finally(() => strategy.close?.())
  return { tries, ending: wasCut ? null : ending }
}

/** Of what others slept: sums of fractions are not exact. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1e3) / 1e3
}
