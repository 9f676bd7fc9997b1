/** Heap, handles and pending work over the trial: one small line each, on one time axis. */
import { count } from '@/components/format/figures'
import type { HealthSample } from '@/lib/core/profile/profile'
import type { ProfileView } from '@/lib/core/profile/profile-view'
import styles from './profile.module.css'

const MIB = 1024 * 1024
const HEIGHT = 48
const WIDTH = 600

const LINES: { title: string; unit: string; value: (sample: HealthSample) => number }[] = [
  { title: 'Heap of the thread', unit: ' MiB', value: ({ heapUsedBytes }) => heapUsedBytes / MIB },
  { title: 'Memory of the process', unit: ' MiB', value: ({ residentBytes }) => residentBytes / MIB },
  { title: 'Handles and requests open', unit: '', value: ({ handles }) => handles },
  { title: 'Timers pending', unit: '', value: ({ timers }) => timers },
  { title: 'Calls pending', unit: '', value: ({ calls }) => calls },
  { title: 'Promises pending', unit: '', value: ({ promises }) => promises },
  { title: 'For callers that had gone', unit: '', value: ({ abandoned }) => abandoned },
]

/** @param windowMs length of the fault window, which is shaded */
export function HealthLines({ profile: { health }, windowMs }: { profile: ProfileView; windowMs: number }) {
  const [first, last] = [health[0], health.at(-1)]
  if (!first || !last || first === last) return null
  const x = (atMs: number) => ((atMs - first.atMs) / (last.atMs - first.atMs)) * WIDTH
  return (
    <section aria-label="Heap and handles over time" className={styles.health}>
      <h3>
        Heap and handles, {seconds(first.atMs)} to {seconds(last.atMs)} from the window’s begin
      </h3>
      <ul>
        {LINES.map(({ title, unit, value }) => {
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
    </section>
  )
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
