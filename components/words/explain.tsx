'use client'

/** A small “?” that tells what a metric means, its formula, and what to do when it is bad. By key or pointer, never by hovering alone. */
import { useId, useLayoutEffect, useRef, useState } from 'react'
import { METRIC_WORDS, type MetricName, type MetricWords } from '@/lib/core/words/metric-words'
import { placeBeside } from './place-beside'
import styles from './words.module.css'

/** @param of a metric of the registry, or words of one's own in its form */
export function Explain({ of }: { of: MetricName | MetricWords }) {
  const { title, formula, words, remedy }: MetricWords = typeof of === 'string' ? METRIC_WORDS[of] : of
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  useLayoutEffect(() => {
    const { current } = box
    if (!isOpen || !button.current || !current) return
    placeBeside(button.current, current)
    // The browser has opened it before it has its text and its place: nobody sees it until then.
    current.style.visibility = 'visible'
    return () => void current.style.removeProperty('visibility')
  }, [isOpen])
  return (
    <span className={styles.explain}>
      <button
        ref={button}
        type="button"
        className={styles.sign}
        aria-label={`What ${title} means`}
        aria-expanded={isOpen}
        popoverTarget={id}
      >
        <span aria-hidden="true">?</span>
      </button>
      {/* The browser's own: above everything, closed by Esc or by a click elsewhere, and the focus goes back. */}
      <div
        ref={box}
        id={id}
        popover="auto"
        className={styles.box}
        role="note"
        aria-label={title}
        onToggle={(event) => setIsOpen(event.newState === 'open')}
      >
        {/* Dozens stand on a page: what is not read is not there. */}
        {isOpen ? (
          <>
            <strong>{title}</strong>
            <p className={styles.formula}>{formula}</p>
            <p>{words}</p>
            {remedy === null ? null : <p>{remedy}</p>}
          </>
        ) : null}
      </div>
    </span>
  )
}
