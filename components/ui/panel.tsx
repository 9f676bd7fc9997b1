/** A titled surface; never inside another one. */
import { useId, type ReactNode } from 'react'
import styles from './ui.module.css'

export function Panel({
  title,
  note,
  side,
  children,
  className,
  wide = false,
}: {
  title: string
  /** Stands small beside the title. */
  note?: ReactNode
  /** Controls at the right. */
  side?: ReactNode
  children: ReactNode
  className?: string | undefined
  /** Asks the grid that it stands in for the whole width. */
  wide?: boolean
}) {
  const id = useId()
  return (
    <section
      className={`${styles.panel} ${className ?? ''}`}
      aria-labelledby={id}
      data-wide={wide || undefined}
    >
      <div className={styles.panelHead}>
        <h2 id={id}>{title}</h2>
        {note ? <span className={styles.panelNote}>{note}</span> : null}
        {side ? <div className={styles.panelSide}>{side}</div> : null}
      </div>
      {children}
    </section>
  )
}
