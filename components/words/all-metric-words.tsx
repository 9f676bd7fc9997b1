'use client'

/** Where each number comes from and what to do when it is bad: all of them, to be read in a row. */
import { useEffect, useState } from 'react'
import { Fold } from '@/components/ui/fold'
import { useListedInAddress } from '@/components/ui/listed-in-address'
import type { MetricWords } from '@/lib/core/words/metric-words'
import styles from './words.module.css'
import run from '@/components/run/run.module.css'
import ui from '@/components/ui/ui.module.css'

export function AllMetricWords() {
  const [isOpen] = useListedInAddress('open', 'words')
  const [all, setAll] = useState<readonly MetricWords[]>([])
  useEffect(() => {
    // Loaded when somebody wants to read them.
    if (isOpen) void import('@/lib/core/words/metric-words').then((words) => setAll(words.allMetricWords()))
  }, [isOpen])
  return (
    <Fold name="words" className={`${ui.panel} ${run.details}`} summary="Where do these numbers come from?">
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
    </Fold>
  )
}
