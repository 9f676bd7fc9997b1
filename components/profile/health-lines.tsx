'use client'

/** Heap, handles and pending work over the trial: one small line each, on one time axis. */
import { useRef } from 'react'
import { Numbers } from '@/components/charts/chart-panel'
import { NumbersSwitch } from '@/components/charts/numbers-switch'
import { count } from '@/components/format/figures'
import { SaveMenu } from '@/components/save/save-menu'
import { useListedInAddress } from '@/components/ui/listed-in-address'
import type { ProfileView } from '@/lib/core/profile/profile-view'
import { HEALTH_LINES, healthCsv, healthNumbers, seconds } from './health-numbers'
import styles from './profile.module.css'

const HEIGHT = 48
const WIDTH = 600

/** @param props.windowMs length of the fault window, which is shaded */
export function HealthLines({
  profile: { health },
  windowMs,
  trial,
}: {
  profile: ProfileView
  windowMs: number
  /** Counted from 1. */
  trial: number
}) {
  const [asTable, setAsTable] = useListedInAddress('numbers', 'health')
  const drawn = useRef<HTMLDivElement>(null)
  const [first, last] = [health[0], health.at(-1)]
  if (!first || !last || first === last) return null
  const x = (atMs: number) => ((atMs - first.atMs) / (last.atMs - first.atMs)) * WIDTH
  return (
    <section aria-label="Heap and handles over time" className={styles.health}>
      <header className={styles.healthHead}>
        <h3>
          Heap and handles, {seconds(first.atMs)} to {seconds(last.atMs)} from the window’s begin
        </h3>
        <NumbersSwitch on={asTable} onChange={setAsTable} of="heap and handles" />
        <SaveMenu
          title={`Heap and handles of trial ${trial}, ${seconds(first.atMs)} to ${seconds(last.atMs)} from the window’s begin`}
          isDrawn={!asTable}
          picture={() => [drawn.current]}
          csv={() => Promise.resolve(healthCsv(health))}
        />
      </header>
      {asTable ? (
        <Numbers title="Heap and handles" table={healthNumbers(health)} />
      ) : (
        <div ref={drawn}>
          <ul>
            {HEALTH_LINES.map(({ title, unit, value }) => {
              const values = health.map(value)
              const highest = Math.max(...values)
              const y = (one: number) => HEIGHT - (highest === 0 ? 0 : (one / highest) * (HEIGHT - 2)) - 1
              const words = `highest ${count(Math.round(highest))}${unit}, at the end ${count(Math.round(value(last)))}${unit}`
              return (
                <li key={title}>
                  <div>
                    <strong>{title}</strong> <span>{words}</span>
                  </div>
                  <svg
                    viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
                    preserveAspectRatio="none"
                    role="img"
                    aria-label={`${title}: ${words}; from 0`}
                  >
                    <rect
                      x={x(0)}
                      width={Math.max(0, x(Math.min(windowMs, last.atMs)) - x(0))}
                      y={0}
                      height={HEIGHT}
                    />
                    <polyline
                      points={health
                        .map((sample) => `${x(sample.atMs).toFixed(1)},${y(value(sample)).toFixed(1)}`)
                        .join(' ')}
                    />
                  </svg>
                </li>
              )
            })}
          </ul>
          <p>Each line from 0 to its highest; the fault window is shaded.</p>
        </div>
      )}
    </section>
  )
}
