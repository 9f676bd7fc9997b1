/** What the marks of a trend mean. */
import { VerdictMark } from './trend-drawing'
import { VERDICT_LOOKS } from './objective-words'
import styles from './board.module.css'

export function BoardLegend() {
  return (
    <ul className={styles.legend} aria-label="Marks">
      {(['pass', 'fail', 'inconclusive'] as const).map((verdict) => (
        <li key={verdict}>
          <svg width="14" height="14" aria-hidden="true">
            <VerdictMark verdict={verdict} x={7} y={7} colour="var(--rs-ink)" />
          </svg>
          {VERDICT_LOOKS[verdict].words}
        </li>
      ))}
      <li>
        <svg width="14" height="14" aria-hidden="true">
          <text x={7} y={11} textAnchor="middle" className={styles.suspect}>
            !
          </text>
        </svg>
        suspect measurement
      </li>
      <li>
        <svg width="22" height="14" aria-hidden="true">
          <line x1={0} x2={22} y1={7} y2={7} className={styles.limit} />
        </svg>
        limit of that run
      </li>
      <li>
        <svg width="14" height="14" aria-hidden="true">
          <line x1={7} x2={7} y1={0} y2={14} className={styles.changed} />
        </svg>
        the experiment changed
      </li>
      <li>bars: 95 % intervals; each trend has a scale of its own</li>
    </ul>
  )
}
