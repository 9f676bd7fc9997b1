'use client'

/** What a saved chart says about where its figures come from. */
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { RunReport } from '@/lib/core/summary/report'

export interface ChartSource {
  /** "Retryscope run 12, name, 2026-11-27" */
  line: string
  /** Begins the name of the file. */
  file: string
}

const Source = createContext<ChartSource>({ line: 'Retryscope', file: 'retryscope' })

/** @param point the fault point that charts are narrowed to; null = all of them */
export function ChartSourceOf({
  report: { number, name, version, quality, finishedAt, createdAt, points, spec },
  point = null,
  children,
}: {
  report: RunReport
  point?: number | null
  children: ReactNode
}) {
  const where = point === null ? undefined : points[point]
  const place = where ? describeFaultPoint(where, spec.matrix.loss.mode) : ''
  const source = useMemo(
    () => ({
      line: [
        `Retryscope run ${number}`,
        name,
        ...(version === null ? [] : [version]),
        ...(place === '' ? [] : [`only ${place}`]),
        ...(quality === 'suspect' ? ['suspect measurement'] : []),
        (finishedAt ?? createdAt).slice(0, 10),
      ].join(', '),
      file: `retryscope-run-${number}${point === null ? '' : `-point-${point + 1}`}`,
    }),
    [number, name, version, quality, place, finishedAt, createdAt, point],
  )
  return <Source value={source}>{children}</Source>
}

export function useChartSource(): ChartSource {
  return useContext(Source)
}
