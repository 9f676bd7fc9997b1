/** Faults that a run may have left in its lab: what, where, why, and when this is over. */
import { counted } from '@/components/format/figures'
import { Notice } from '@/components/ui/notice'
import { Badge } from '@/components/ui/state-badge'
import type { StuckFault } from '@/lib/core/summary/report'
import { stateLook, stuckPlace } from './ledger-state'
import styles from './run.module.css'

export function StuckNotice({
  faults,
  labels,
}: {
  faults: readonly StuckFault[]
  /** Of the arms. */
  labels: readonly string[]
}) {
  if (faults.length === 0) return null
  return (
    <Notice tone="bad" title={`${counted(faults.length, 'fault')} could not be removed and may still be set`}>
      <ul>
        {faults.map((fault) => {
          const { trialIndex, lab, entry } = fault
          return (
            <li key={`${lab}/${trialIndex}/${entry.arm ?? ''}/${entry.step}`}>
              <Badge {...stateLook(entry)}>{entry.state}</Badge> {entry.what}{' '}
              <span className={styles.soft}>{stuckPlace(fault, labels)}</span>
              {entry.problem === null ? null : <div>{entry.problem}</div>}
            </li>
          )
        })}
      </ul>
      Nothing new runs in this lab before they are gone. The guard of an external lab tries on; its log is in
      the lab’s folder. This notice goes when a later run, or a later start of the worker, has read back that
      they are gone.
    </Notice>
  )
}
