/** What an arm's attempts tell of over time: operations in flight and waiting in a backoff, and refusals. Pure. */
import { closesOperation, isOfJob, type AttemptRecord } from '../history/attempt'
import { seriesStepMs, type SeriesName, type TrialSeries } from '../history/series'

interface Interval {
  fromMs: number
  toMs: number
}

/** Clocks that were read one after the other tell the same instant. */
const SAME_INSTANT_MS = 1

/**
 * The series of one arm. Of hedges no delay is a backoff: another attempt is under way meanwhile. Deferred jobs and work that
 * leaked go on behind callers and are in no series.
 * @param attempts of the arm, in the order in which they began
 */
export function attemptSeries(
  arm: number,
  attempts: readonly AttemptRecord[],
  windowMs: number,
): TrialSeries[] {
  const { flights, waits } = intervalsOf(attempts)
  const stepMs = seriesStepMs(windowMs)
  const lastMs = Math.max(windowMs, ...lastEnds(flights))
  const series = (name: SeriesName, values: number[]): TrialSeries => ({
    ...{ name, arm, member: null },
    points: values.map((value, step) => [step * stepMs, value]),
  })
  const refusals = (name: SeriesName, classes: readonly string[]) => {
    const times = attempts.flatMap(({ errorClass, startMs }) =>
      classes.includes(errorClass) ? [startMs] : [],
    )
    return times.length === 0 ? [] : [series(name, countBySteps(times, stepMs, lastMs))]
  }
  return [
    series('in-flight', mostAtOnce(flights, stepMs, lastMs)),
    series('in-backoff', mostAtOnce(waits, stepMs, lastMs)),
    ...refusals('refused-budget', ['budget-empty', 'throttled']),
    ...refusals('refused-breaker', ['breaker-open']),
  ]
}

function lastEnds(flights: readonly Interval[]): number[] {
  return flights.length === 0 ? [] : [flights.reduce((last, { toMs }) => Math.max(last, toMs), 0)]
}

function intervalsOf(attempts: readonly AttemptRecord[]): { flights: Interval[]; waits: Interval[] } {
  const open = new Map<number, { fromMs: number; busyUntilMs: number; waits: Interval[] }>()
  const flights: Interval[] = []
  const waits: Interval[] = []
  for (const { operation, attempt, startMs, endMs, actualDelayMs, stop, operationEndMs } of attempts) {
    if (stop === 'after-end' || isOfJob(stop)) continue
    const known = open.get(operation)
    const fromMs = startMs - actualDelayMs
    if (attempt > 1 && actualDelayMs > 0 && known && known.busyUntilMs <= fromMs + SAME_INSTANT_MS)
      // Not from before the attempt's end, by however little: one operation never waits twice at once.
      known.waits.push({ fromMs: Math.max(fromMs, known.busyUntilMs), toMs: startMs })
    const state = known ?? { fromMs: startMs, busyUntilMs: endMs, waits: [] }
    state.busyUntilMs = Math.max(state.busyUntilMs, endMs)
    open.set(operation, state)
    if (!closesOperation(stop)) continue
    flights.push({ fromMs: state.fromMs, toMs: operationEndMs })
    // The last wait of an operation that its deadline ended has no attempt after it.
    if (operationEndMs > state.busyUntilMs + SAME_INSTANT_MS)
      state.waits.push({ fromMs: state.busyUntilMs, toMs: operationEndMs })
    // Nor longer than the operation is in flight.
    for (const { fromMs: waitMs, toMs } of state.waits)
      if (waitMs < operationEndMs) waits.push({ fromMs: waitMs, toMs: Math.min(toMs, operationEndMs) })
  }
  return { flights, waits }
}

/** The highest number of intervals that hold one instant, for each step. */
export function mostAtOnce(intervals: readonly Interval[], stepMs: number, lastMs: number): number[] {
  const steps = Math.max(1, Math.ceil(lastMs / stepMs))
  const most = Array.from({ length: steps }, () => 0)
  // What ends at an instant makes room for what begins then.
  const changes = intervals
    .flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, by: 1 },
      { atMs: toMs, by: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.by - b.by)
  let now = 0
  let next = 0
  for (let step = 0; step < steps; step++) {
    most[step] = now
    const isLast = step === steps - 1
    for (let change = changes[next]; change; change = changes[++next]) {
      if (!isLast && change.atMs >= (step + 1) * stepMs) break
      now += change.by
      most[step] = Math.max(most[step] ?? 0, now)
    }
  }
  return most
}

function countBySteps(times: readonly number[], stepMs: number, lastMs: number): number[] {
  const counts = Array.from({ length: Math.max(1, Math.ceil(lastMs / stepMs)) }, () => 0)
  for (const atMs of times) {
    const step = Math.min(Math.max(Math.floor(atMs / stepMs), 0), counts.length - 1)
    counts[step] = (counts[step] ?? 0) + 1
  }
  return counts
}
