'use client'

/** Where each number comes from and what to do when it is bad: all of them, to be read in a row. */
import { useState } from 'react'
import type { MetricWords } from '@/lib/core/words/metric-words'
import styles from './words.module.css'
import run from '@/components/run/run.module.css'
import ui from '@/components/ui/ui.module.css'

export function AllMetricWords() {
  const [all, setAll] = useState<readonly MetricWords[]>([])
  // Loaded when somebody wants to read them.
  const load = async () => setAll((await import('@/lib/core/words/metric-words')).allMetricWords())
  return (
    <details
      className={`${ui.panel} ${run.details}`}
      onToggle={(event) => {
        if (event.currentTarget.open) void load()
      }}
    >
      <summary>Where do these numbers come from?</summary>
      <dl className={styles.words}>
        {all.map(({ title, formula, words, remedy }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd className={styles.formula}>{formula}.</dd>
            <dd>
              {words} {remedy}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
