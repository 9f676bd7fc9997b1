'use client'

/** One tab stop per map; arrow keys go from cell to cell, Enter and Space choose one: the grid pattern of WAI-ARIA. */
import { useState, type KeyboardEvent } from 'react'
import type { HeatAxes } from '@/lib/core/summary/heat-axes'

const STEPS: Record<string, [number, number] | undefined> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

const CHOOSING = ['Enter', ' ']

export interface RovingCell {
  /** The cell that Tab reaches. */
  stop: number | null
  setStop(pointIndex: number): void
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
}

/** `chosen` is the selected cell of this map; it is where Tab should land. */
export function useRovingCell(
  { rows }: Pick<HeatAxes, 'rows'>,
  chosen: number | null,
  choose: (event: KeyboardEvent<HTMLElement>) => void,
): RovingCell {
  const [visited, setVisited] = useState<number | null>(null)
  const first = rows.flatMap((row) => row.points).find((point) => point !== null) ?? null
  const stop = visited ?? chosen ?? first
  return {
    stop,
    setStop: setVisited,
    onKeyDown(event) {
      if (CHOOSING.includes(event.key) && !hasModifier(event)) {
        event.preventDefault()
        // A key that is held down would choose the cell and let it go in turns.
        if (!event.repeat) choose(event)
        return
      }
      const step = STEPS[event.key]
      if (!step) return
      const next = nextCell(rows, stop, step)
      if (next === null) return
      event.preventDefault()
      event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus()
    },
  }
}

function hasModifier({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey
}

/** The nearest point in that direction, over holes; null at the edge. */
export function nextCell(
  rows: HeatAxes['rows'],
  from: number | null,
  [down, right]: readonly [number, number],
): number | null {
  let row = rows.findIndex(({ points }) => points.includes(from))
  let column = rows[row]?.points.indexOf(from) ?? 0
  for (;;) {
    row += down
    column += right
    const next = rows[row]?.points[column]
    if (next === undefined) return null
    if (next !== null) return next
  }
}
