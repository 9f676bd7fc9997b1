/** A titled surface; never inside another one. */
import { useId, type ReactNode } from 'react'
import styles from './ui.module.css'

export function Panel({
  title,
  note,
  explain,
  side,
  children,
  className,
  wide = false,
  isChart = false,
}: {
  title: string
  /** Stands small beside the title. */
  note?: ReactNode
  /** The sign that opens an explanation, right after the title. */
  explain?: ReactNode
  /** Controls at the right. */
  side?: ReactNode
  children: ReactNode
  className?: string | undefined
  /** Asks the grid that it stands in for the whole width. */
  wide?: boolean
  /** One chart with a switch to its numbers (data-numbers): a key works it. */
  isChart?: boolean
}) {
  const id = useId()
  return (
    <section
      className={`${styles.panel} ${className ?? ''}`}
      aria-labelledby={id}
      data-wide={wide || undefined}
      data-chart={isChart || undefined}
    >
      <div className={styles.panelHead}>
        <div className={styles.panelTitle}>
          <h2 id={id}>{title}</h2>
          {explain}
        </div>
        {note ? <span className={styles.panelNote}>{note}</span> : null}
        {side ? <div className={styles.panelSide}>{side}</div> : null}
      </div>
      {children}
    </section>
  )
}
