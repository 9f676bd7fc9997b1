'use client'

/** The fault points, drawn while the axes are typed: how many there are, where they lie, and which the lab cannot make. */
import { useMemo } from 'react'
import { pointsBeyondLab } from '@/lib/core/experiment/capability-problems'
import { matrixSchema } from '@/lib/core/experiment/matrix'
import { counted } from '@/components/format/figures'
import { useLab } from '../lab-context'
import type { ExperimentForm } from '../use-experiment-form'
import { GridDrawing } from './grid-drawing'
import { extentWords, matrixPicture } from './matrix-picture'
import styles from './drawing.module.css'

export function MatrixDrawing({ form: { spec } }: { form: ExperimentForm }) {
  const lab = useLab()
  const drawn = useMemo(() => {
    const parsed = matrixSchema.safeParse(spec.matrix)
    if (!parsed.success) return null
    const picture = matrixPicture(parsed.data)
    const reasons = lab ? pointsBeyondLab(parsed.data, picture.points, lab.capabilities) : []
    return { picture, reasons, extent: extentWords(parsed.data, picture.points) }
  }, [spec.matrix, lab])
  if (!drawn)
    return <div className={styles.none}>The fault points are drawn here when the axes are right.</div>
  const { picture, reasons, extent } = drawn
  const lookOf = (index: number) => {
    if ((reasons[index] ?? null) !== null) return 'beyond'
    const point = picture.points[index]
    return point && isWithoutFault(point) ? 'calm' : 'fault'
  }
  const isCalm = picture.points.some(isWithoutFault)
  return (
    <div className={styles.drawing}>
      <p className={styles.count} aria-live="polite">
        <strong>{picture.words}</strong>
      </p>
      {picture.bands ? (
        <>
          {/* It can scroll, so it can take the focus. */}
          <div className={styles.box} tabIndex={0} role="region" aria-label="Drawing of the fault points">
            <div role="img" aria-label={`${picture.words}: ${extent}`}>
              {picture.bands.map((band) => (
                <div key={band.label} className={styles.band}>
                  {band.label === '' ? null : <div className={styles.bandLabel}>{band.label}</div>}
                  {band.grids.map(({ label, axes }) => (
                    <div key={label}>
                      {label === '' ? null : <div className={styles.label}>{label}</div>}
                      <GridDrawing axes={axes} lookOf={lookOf} />
                    </div>
                  ))}
                </div>
              ))}
            </div>
          </div>
          <Legend {...picture.titles} isCalm={isCalm} />
        </>
      ) : (
        <p className={styles.legend}>Too many to be drawn one by one.</p>
      )}
      <Beyond reasons={reasons} />
    </div>
  )
}

function isWithoutFault(point: object): boolean {
  return Object.values(point).every((value) => value === 0)
}

function Legend({
  across,
  down,
  grids,
  isCalm,
}: {
  across: string
  down: string
  grids: string
  isCalm: boolean
}) {
  const parts = [
    across === '' ? '' : `→ ${across}`,
    down === '' ? '' : `↓ ${down}`,
    grids === '' ? '' : `one grid per ${grids}`,
    isCalm ? '○ no fault of the matrix' : '',
  ].filter((part) => part !== '')
  return <p className={styles.legend}>{parts.join(' · ')}</p>
}

/** Each reason once, with the number of points it is about. */
function Beyond({ reasons }: { reasons: readonly (string | null)[] }) {
  const counts = new Map<string, number>()
  for (const reason of reasons) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, points]) => (
    <p key={reason} className={styles.beyond}>
      ✕ {counted(points, 'point')} this lab cannot make: {reason}
    </p>
  ))
}
