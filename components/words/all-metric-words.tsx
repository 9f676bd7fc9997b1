/** Where each number comes from and what to do when it is bad: all of them, to be read in a row. */
import { METRIC_WORDS, type MetricWords as Words } from '@/lib/core/words/metric-words'
import styles from './words.module.css'
import run from '@/components/run/run.module.css'
import ui from '@/components/ui/ui.module.css'

export function AllMetricWords() {
  return (
    <details className={`${ui.panel} ${run.details}`}>
      <summary>Where do these numbers come from?</summary>
      <dl className={styles.words}>
        {Object.values<Words>(METRIC_WORDS).map(({ title, formula, words, remedy }) => (
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
