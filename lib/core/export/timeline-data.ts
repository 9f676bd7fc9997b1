/** Data of a trial's timeline as files draw it: figures of its lines, and what was done to the system meanwhile. */
import type { LedgerEntry } from '../fault/ledger'
import { isMomentary } from '../fault/registry'
import type { TimePoint } from '../summary/timeline-measures'

/** The highest value with its begin, and the mean over the time in which it is known; null of nothing. */
export function timeFigures(
  points: readonly TimePoint[],
): { most: number; atMs: number; mean: number } | null {
  let [sum, knownMs, most, at] = [0, 0, -Infinity, 0]
  for (const [index, [atMs, value]] of points.entries()) {
    if (value === null) continue
    const lastsMs = (points[index + 1]?.[0] ?? atMs) - atMs
    sum += value * lastsMs
    knownMs += lastsMs
    if (value > most) [most, at] = [value, atMs]
  }
  return knownMs === 0 ? null : { most, atMs: at, mean: sum / knownMs }
}

export interface FaultLane {
  /** What was done, with what became of it where that is not in order: "✕ latency 60 ms (never acted)". */
  title: string
  /** Milliseconds from the window's begin; an end of null = nobody has seen it go. */
  marks: { startMs: number; endMs: number | null; isMomentary: boolean }[]
}

/** One lane per thing that was done, with when it really acted. @param labels of the strategies */
export function faultLanes(ledger: readonly LedgerEntry[], labels: readonly string[]): FaultLane[] {
  const groups = new Map<string, LedgerEntry[]>()
  for (const entry of ledger) {
    const key = `${entry.arm ?? ''}/${entry.what}`
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()].flatMap((entries) => {
    const [first] = entries
    if (!first) return []
    const marks = entries.flatMap(markOf)
    const whose = first.arm === null ? '' : `, while ${labels[first.arm] ?? `strategy ${first.arm + 1}`} ran`
    const never = marks.length === 0 ? ' (never acted)' : ''
    return [{ title: `${signOf(entries)}${first.what}${whose}${never}`, marks }]
  })
}

function markOf({ fault, state, actsMs, removedMs }: LedgerEntry): FaultLane['marks'] {
  if (actsMs === null) return []
  // What failed has no length, and what is stuck has no end.
  const momentary = isMomentary(fault) || state === 'failed'
  return [{ startMs: actsMs, endMs: momentary ? actsMs : removedMs, isMomentary: momentary }]
}

function signOf(entries: readonly LedgerEntry[]): string {
  if (entries.some(({ state }) => state === 'failed' || state === 'stuck')) return '✕ '
  return entries.some(({ confirmed, problem }) => !confirmed || problem !== null) ? '! ' : ''
}
