'use client'

/** A small “?” that tells what a metric means, its formula, and what to do when it is bad. By key or pointer, never by hovering alone. */
import { useId, useLayoutEffect, useRef, useState } from 'react'
import { METRIC_HEADS, type MetricName } from '@/lib/core/words/metric-heads'
import type { MetricWords } from '@/lib/core/words/metric-words'
import { placeBeside } from './place-beside'
import styles from './words.module.css'

/** @param of a metric of the registry, or words of one's own in its form */
export function Explain({ of }: { of: MetricName | MetricWords }) {
  const { title } = typeof of === 'string' ? METRIC_HEADS[of] : of
  const [told, setTold] = useState<MetricWords | null>(null)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  useLayoutEffect(() => {
    const [sign, shown] = [button.current, box.current]
    if (!isOpen || told === null || !sign || !shown) return
    const place = () => placeBeside(sign, shown)
    place()
    // The browser has opened it before it has its text and its place: nobody sees it until then.
    shown.style.visibility = 'visible'
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('resize', place)
      shown.style.removeProperty('visibility')
    }
  }, [isOpen, told])
  const onToggle = async (isOpening: boolean) => {
    setIsOpen(isOpening)
    // All the words together are many: loaded when the first of them are read.
    if (isOpening)
      setTold(typeof of === 'string' ? (await import('@/lib/core/words/metric-words')).metricWords(of) : of)
  }
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
        onToggle={(event) => void onToggle(event.newState === 'open')}
      >
        {/* Dozens stand on a page: what is not read is not there. */}
        {isOpen && told ? (
          <>
            <strong>{title}</strong>
            <p className={styles.formula}>{told.formula}</p>
            <p>{told.words}</p>
            {told.remedy === null ? null : <p>{told.remedy}</p>}
          </>
        ) : null}
      </div>
    </span>
  )
}
