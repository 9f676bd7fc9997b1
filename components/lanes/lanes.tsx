/** A timeline: one lane per thing, its marks as bars where they last and as diamonds where they happen once. */
import { useId, type KeyboardEvent, type ReactNode } from 'react'
import { placeSpan, timeScale, type Span, type TimeScale } from './lane-scale'
import styles from './lanes.module.css'

export interface LaneMark extends Span {
  key: string
  momentary: boolean
  /** step = as it is being planned; planned and actual = the two, one over the other. */
  look: 'step' | 'planned' | 'actual'
  tone?: 'bad' | 'unsure'
  /** The whole mark in words. */
  words: string
  /** With these, the mark is a button. */
  onOpen?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
}

export interface Lane {
  key: string
  title: ReactNode
  /** Small, below the title. */
  note?: ReactNode
  marks: readonly LaneMark[]
}

export function Lanes({
  label,
  lanes,
  windowMs,
  hint,
  picture = false,
}: {
  label: string
  lanes: readonly Lane[]
  /** Length of the fault window. */
  windowMs: number
  /** How the marks are used, or what they mean. */
  hint?: string
  /** One picture with `label` for its text: for what stands in figures elsewhere. */
  picture?: boolean
}) {
  const hintId = useId()
  const scale = timeScale(
    windowMs,
    lanes.flatMap(({ marks }) => marks),
  )
  return (
    <div className={styles.lanes}>
      <div role={picture ? 'img' : 'group'} aria-label={label}>
        <ul className={styles.list}>
          {lanes.map(({ key, title, note, marks }) => (
            <li key={key} className={styles.lane}>
              <div className={styles.title}>
                {title}
                {note ? <span className={styles.note}>{note}</span> : null}
              </div>
              <div className={styles.track}>
                <Grid scale={scale} />
                {marks.map((mark) => (
                  <Mark key={mark.key} mark={mark} scale={scale} describedBy={hint ? hintId : undefined} />
                ))}
              </div>
            </li>
          ))}
        </ul>
        <div className={styles.axis} aria-hidden="true">
          {scale.ticks.map(({ ms, left, label: words }) => (
            <span
              key={ms}
              className={styles.tick}
              style={{ left: `${left}%` }}
              data-last={left > 92 || undefined}
            >
              {words}
            </span>
          ))}
        </div>
      </div>
      {hint ? (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}

function Grid({ scale }: { scale: TimeScale }) {
  return (
    <>
      {scale.windowEnd < 100 ? (
        <span className={styles.drain} style={{ left: `${scale.windowEnd}%` }} />
      ) : null}
      {scale.ticks.map(({ ms, left }) => (
        <span key={ms} className={styles.line} style={{ left: `${left}%` }} />
      ))}
    </>
  )
}

function Mark({
  mark,
  scale,
  describedBy,
}: {
  mark: LaneMark
  scale: TimeScale
  describedBy: string | undefined
}) {
  const { left, width } = placeSpan(mark, scale)
  const shared = {
    className: mark.momentary ? styles.moment : styles.bar,
    style: mark.momentary ? { left: `${left}%` } : { left: `${left}%`, width: `${width}%` },
    'data-look': mark.look,
    'data-tone': mark.tone,
    'data-open': mark.endMs === null || undefined,
    title: mark.words,
  }
  if (!mark.onOpen) return <span {...shared} role="img" aria-label={mark.words} />
  return (
    <button
      type="button"
      {...shared}
      aria-label={mark.words}
      aria-describedby={describedBy}
      onClick={mark.onOpen}
      onKeyDown={mark.onKeyDown}
    />
  )
}
