/** What was done to the system during a trial, as lanes over its charts and as bands behind them. Pure. */
import type { LaneMark } from '@/components/lanes/lanes'
import { ledgerLanes } from '@/components/run/ledger-words'
import type { LedgerEntry } from '@/lib/core/fault/ledger'

export interface FaultLane {
  key: string
  /** What was done, and with which strategy's window where these have windows of their own. */
  title: string
  marks: readonly LaneMark[]
}

export interface FaultBand {
  key: string
  startMs: number
  endMs: number
}

/** One lane per thing that was done, with what really happened; what never acted stands as it was planned. */
export function faultLanes(ledger: readonly LedgerEntry[], labels: readonly string[]): FaultLane[] {
  return ledgerLanes(ledger, labels).map(({ key, title, note, marks }) => {
    const acted = new Set(marks.flatMap((mark) => (mark.look === 'actual' ? [stepOf(mark)] : [])))
    return {
      key,
      title: typeof note === 'string' ? `${String(title)}, while ${note} ran` : String(title),
      marks: marks.filter((mark) => mark.look === 'actual' || !acted.has(stepOf(mark))),
    }
  })
}

/** Faults that lasted and acted. @param endMs of those that nobody has seen go */
export function faultBands(lanes: readonly FaultLane[], endMs: number): FaultBand[] {
  return lanes.flatMap(({ marks }) =>
    marks
      .filter(({ look, momentary }) => look === 'actual' && !momentary)
      .map((mark) => ({ key: mark.key, startMs: mark.startMs, endMs: mark.endMs ?? endMs }))
      .filter((band) => band.endMs > band.startMs),
  )
}

function stepOf({ key }: LaneMark): string {
  return key.replace(/\/(planned|actual)$/, '')
}
