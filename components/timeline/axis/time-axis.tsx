'use client'

/** The axis that all charts of a timeline share: one part of the trial in sight, one instant that is pointed at, one width. */
import { useMergedRef, useResizeObserver } from '@mantine/hooks'
import { useMemo, useRef, type ReactNode } from 'react'
import { AxisToolbar } from './axis-toolbar'
import { OverviewStrip, type OverviewInput } from './overview-strip'
import { AxisProvider } from './use-axis'
import { usePlotPointer } from './use-plot-pointer'
import { useAxisStore } from './zoom-address'
import type { Span } from './zoom'
import styles from './axis.module.css'

export function TimeAxis({
  whole,
  windowMs,
  overview,
  children,
}: {
  /** From the first to the last instant that is known of; another one needs another axis (a key). */
  whole: Span
  windowMs: number
  overview: OverviewInput
  children: ReactNode
}) {
  const store = useAxisStore(whole)
  const root = useRef<HTMLDivElement>(null)
  const [measured, { width }] = useResizeObserver<HTMLDivElement>()
  const ref = useMergedRef(root, measured)
  const axis = useMemo(() => ({ store, shown: store, width, windowMs }), [store, width, windowMs])
  return (
    <AxisProvider value={axis}>
      <div ref={ref} className={styles.axis} {...usePlotPointer(root, store, width)}>
        <div className={styles.head}>
          <AxisToolbar />
          <OverviewStrip {...overview} />
        </div>
        {children}
      </div>
    </AxisProvider>
  )
}
