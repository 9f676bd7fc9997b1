'use client'

/** The figures that a run page shows by strategy: of the whole matrix, or of the fault point that is chosen in the heat map. */
import { useDeferredValue } from 'react'
import { usePointFigures } from '@/components/data/queries'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { RunReport, StrategyFigures } from '@/lib/core/summary/report'
import type { CellAddress } from '@/lib/core/runs/cell-address'
import { useChosenCell } from './run-view-state'

export interface ShownFigures {
  /** Per strategy, in the spec's order; null where nothing was measured, or is not known yet. */
  arms: (StrategyFigures | null)[]
  /** The chosen cell, and its fault point in words; null = all fault points together. */
  cell: CellAddress | null
  at: string | null
  /** empty: no trial of this fault point has ended. */
  state: 'ready' | 'loading' | 'empty' | 'failed'
  /** Why they could not be read. */
  error: Error | null
  /** The way back. */
  showAll(): void
}

export function useShownFigures(report: RunReport): ShownFigures {
  const { cell: chosen, setCell } = useChosenCell(report)
  // The heat map marks the cell at once; what stands below it follows, and lets further clicks through meanwhile.
  const cell = useDeferredValue(chosen)
  const { data, error } = usePointFigures(report, cell ? cell.pointIndex : null)
  const showAll = () => setCell(null)
  const point = cell && report.points[cell.pointIndex]
  if (!cell || !point)
    return { arms: report.arms, cell: null, at: null, state: 'ready', error: null, showAll }
  return {
    ...{ cell, error, showAll },
    arms: data ?? report.arms.map(() => null),
    at: describeFaultPoint(point, report.spec.matrix.loss.mode),
    state: stateOf(data, error),
  }
}

/** What is known stays on screen when asking again fails. */
export function stateOf(
  figures: readonly (StrategyFigures | null)[] | undefined,
  error: Error | null,
): ShownFigures['state'] {
  if (figures) return figures.every((own) => own === null) ? 'empty' : 'ready'
  return error ? 'failed' : 'loading'
}
