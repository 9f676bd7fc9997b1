'use client'

/** One tab stop per map; arrow keys go from cell to cell. */
import { useState, type KeyboardEvent } from 'react'
import type { HeatAxes } from './heat-axes'

const STEPS: Record<string, [number, number] | undefined> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

export interface RovingCell {
  /** The cell that Tab reaches. */
  stop: number | null
  setStop(pointIndex: number): void
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
}

/** `chosen` is the selected cell of this map; it is where Tab should land. */
export function useRovingCell({ rows }: Pick<HeatAxes, 'rows'>, chosen: number | null): RovingCell {
  const [visited, setVisited] = useState<number | null>(null)
  const first = rows.flatMap((row) => row.points).find((point) => point !== null) ?? null
  const stop = visited ?? chosen ?? first
  return {
    stop,
    setStop: setVisited,
    onKeyDown(event) {
      const step = STEPS[event.key]
      if (!step) return
      const row = rows.findIndex(({ points }) => points.includes(stop))
      const column = rows[row]?.points.indexOf(stop) ?? 0
      const next = rows[row + step[0]]?.points[column + step[1]]
      if (next === null || next === undefined) return
      event.preventDefault()
      event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus()
    },
  }
}
