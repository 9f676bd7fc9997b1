/** The ledger in words, and as lanes: what was planned against what happened. */
import type { Lane, LaneMark } from '@/components/lanes/lanes'
import type { LedgerEntry, LedgerState } from '@/lib/core/fault/ledger'
import { isMomentary } from '@/lib/core/fault/registry'
import type { StuckFault } from '@/lib/core/summary/report'

type Tone = 'good' | 'bad' | 'unsure' | 'calm' | 'accent'

const STATES: Record<LedgerState, { tone: Tone; sign: string }> = {
  intended: { tone: 'calm', sign: '○' },
  injecting: { tone: 'accent', sign: '▶' },
  active: { tone: 'accent', sign: '▶' },
  done: { tone: 'good', sign: '✓' },
  removed: { tone: 'good', sign: '✓' },
  failed: { tone: 'bad', sign: '✕' },
  stuck: { tone: 'bad', sign: '✕' },
}

/** A fault that was taken away in order may still never have been confirmed: then it gets no tick. */
export function stateLook({ state, confirmed, problem }: LedgerEntry): { tone: Tone; sign: string } {
  const isSound = confirmed && problem === null
  return STATES[state].tone === 'good' && !isSound ? { tone: 'unsure', sign: '!' } : STATES[state]
}

/** "5 of 6 confirmed"; a dash where nothing was to be injected. */
export function ledgerSummary(ledger: readonly LedgerEntry[]): string {
  const confirmed = ledger.filter((entry) => entry.confirmed).length
  return ledger.length === 0 ? '–' : `${confirmed} of ${ledger.length} confirmed`
}

/** Where a fault is stuck: "latency on m1, m2, m3 · trial 2 · lab external-0a1b". @param labels of the arms */
export function stuckPlace({ trialIndex, lab, entry }: StuckFault, labels: readonly string[]): string {
  const { arm, detail } = entry
  const whose = arm === null ? '' : (labels[arm] ?? `strategy ${arm + 1}`)
  return [whose, detail, `trial ${trialIndex + 1}`, `lab ${lab}`].filter((part) => part !== '').join(' · ')
}

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
