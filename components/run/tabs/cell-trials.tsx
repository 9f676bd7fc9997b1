'use client'

/** From a chosen cell down to the trials that its figure was made of. */
import { counted } from '@/components/format/figures'
import type { RunTab } from '@/lib/core/runs/run-tabs'
import type { RunReport } from '@/lib/core/summary/report'
import { useOpenTrial } from './run-tab-state'
import styles from './tabs.module.css'
import ui from '@/components/ui/ui.module.css'

/** More trials than these are found in the parts themselves. */
const MOST = 8

const PLACES: readonly { tab: RunTab; words: string }[] = [
  { tab: 'timeline', words: 'timeline' },
  { tab: 'attempts', words: 'attempts' },
  { tab: 'receipts', words: 'receipt' },
]

export function CellTrials({
  report: { trials },
  pointIndex,
}: {
  report: Pick<RunReport, 'trials'>
  pointIndex: number
}) {
  const openTrial = useOpenTrial()
  const own = trials.filter((trial) => trial.pointIndex === pointIndex)
  if (own.length === 0) return null
  return (
    <div className={styles.drill}>
      <span>Where it comes from:</span>
      {own.slice(0, MOST).map(({ index }) => (
        <span key={index}>
          trial {index + 1}
          {PLACES.map(({ tab, words }) => (
            <button key={tab} type="button" className={ui.textButton} onClick={() => openTrial(tab, index)}>
              {words}
            </button>
          ))}
        </span>
      ))}
      {own.length > MOST ? <span>and {counted(own.length - MOST, 'more trial')}</span> : null}
    </div>
  )
}
