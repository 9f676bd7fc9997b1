/** The scale, drawn from worst to best, and the signs that are no colours. */
import { NO_INTERVAL_WORDS } from '@/components/format/figures'
import { heatLegend, type HeatMetric } from './heat-scale'
import styles from './heat-map.module.css'

export function HeatLegend({
  metric,
  hasHoles = false,
  hasThreads = false,
}: {
  metric: HeatMetric
  /** Some places of the maps have no point. */
  hasHoles?: boolean
  hasThreads?: boolean
}) {
  return (
    <ul className={styles.legend} aria-label={`Scale: ${metric.title}, ${metric.unit}`}>
      {heatLegend(metric).map(({ step, label }) => (
        <li key={step} className={styles.step} data-step={step}>
          {label}
        </li>
      ))}
      <li className={styles.unit}>{metric.unit}</li>
      <li className={styles.sign} title={NO_INTERVAL_WORDS}>
        <span className={styles.step} data-empty="little" aria-hidden="true">
          ·
        </span>
        no interval: too few seconds, or many failures in too few of them
      </li>
      <li className={styles.sign}>
        <span className={styles.step} data-empty="not-run" aria-hidden="true" />
        not run yet
      </li>
      {metric.unit === '%' ? <li className={styles.unit}>99.9+ = nearly all, but not all</li> : null}
      <li className={styles.unit}>~ = interval over three colours or more</li>
      <li className={styles.unit}>! = suspect trials</li>
      {hasThreads ? <li className={styles.unit}>number at the lower left = open threads</li> : null}
      {hasHoles ? <li className={styles.unit}>blank = not among the chosen points</li> : null}
    </ul>
  )
}
