'use client'

/** One tab stop per map; arrow keys go from cell to cell, Enter and Space choose one: the grid pattern of WAI-ARIA. */
import { useState, type KeyboardEvent } from 'react'
import { isModified, type PressedKey } from '@/components/keys/modified'
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
  const cellAfter = ({ key, ctrlKey, metaKey, altKey }: PressedKey): number | null => {
    if (altKey || metaKey) return null
    if (key === 'Home' || key === 'End') return endCell(rows, stop, { last: key === 'End', ofMap: ctrlKey })
    const step = ctrlKey ? undefined : STEPS[key]
    return step ? nextCell(rows, stop, step) : null
  }
  return {
    stop,
    setStop: setVisited,
    onKeyDown(event) {
      const chooses = CHOOSING.includes(event.key) || (event.key === 'Escape' && chosen === stop)
      if (chooses && !isModified(event)) {
        event.preventDefault()
        // A key that is held down would choose the cell and let it go in turns.
        if (!event.repeat) choose(event)
        return
      }
      const next = cellAfter(event)
      if (next === null) return
      event.preventDefault()
      event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus()
    },
  }
}

/** The first or last point of the row of a point, or of the whole map. */
export function endCell(
  rows: HeatAxes['rows'],
  from: number | null,
  { last, ofMap }: { last: boolean; ofMap: boolean },
): number | null {
  const own = rows.find(({ points }) => points.includes(from))?.points ?? []
  const among = (ofMap ? rows.flatMap(({ points }) => points) : own).filter((point) => point !== null)
  return among.at(last ? -1 : 0) ?? null
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
