/** The ledger in words, and as lanes: what was planned against what happened. */
import type { Lane, LaneMark } from '@/components/lanes/lanes'
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import { isMomentary } from '@/lib/core/fault/registry'
import { stateLook } from './ledger-state'

/** Seconds of the window with milliseconds, "−0.031" before its begin; a dash for null. */
export function windowSeconds(ms: number | null): string {
  if (ms === null) return '–'
  const text = (Math.abs(ms) / 1000).toFixed(3)
  return ms < 0 && Number(text) !== 0 ? `−${text}` : text
}

/** "4.000", "0.500–2.000", "0.000–end". */
export function plannedSeconds({ fault, plannedStartMs, plannedEndMs }: LedgerEntry): string {
  const start = windowSeconds(plannedStartMs)
  if (isMomentary(fault)) return start
  return `${start}–${plannedEndMs === null ? 'end' : windowSeconds(plannedEndMs)}`
}

/** One lane per thing that was done, however often. @param labels of the arms */
export function ledgerLanes(ledger: readonly LedgerEntry[], labels: readonly string[]): Lane[] {
  const lanes = new Map<string, { title: string; note: string | undefined; marks: LaneMark[] }>()
  for (const entry of ledger) {
    const key = `${entry.arm ?? ''}/${entry.what}`
    const note = entry.arm === null ? undefined : labels[entry.arm]
    const lane = lanes.get(key) ?? { title: entry.what, note, marks: [] }
    lane.marks.push(...marksOf(entry))
    lanes.set(key, lane)
  }
  return [...lanes].map(([key, { note, ...lane }]) => ({ key, ...lane, ...(note ? { note } : {}) }))
}

function marksOf(entry: LedgerEntry): LaneMark[] {
  const { arm, step, fault, plannedStartMs, plannedEndMs, actsMs, removedMs, state, what } = entry
  const key = `${arm ?? ''}/${step}`
  const momentary = isMomentary(fault)
  const planned: LaneMark = {
    ...{ key: `${key}/planned`, momentary, look: 'planned' },
    ...{ startMs: plannedStartMs, endMs: plannedEndMs },
    words: `${what}, planned: ${plannedSeconds(entry)} s`,
  }
  if (actsMs === null) return [planned]
  const { tone } = stateLook(entry)
  // What failed has no length, and what is stuck has no end.
  const endMs = momentary || state === 'failed' ? actsMs : removedMs
  return [
    planned,
    {
      ...{ key: `${key}/actual`, momentary: momentary || state === 'failed', look: 'actual' },
      ...{ startMs: actsMs, endMs },
      ...(tone === 'bad' || tone === 'unsure' ? { tone } : {}),
      words: `${what}, ${state}: acted at ${windowSeconds(actsMs)} s`,
    },
  ]
}
