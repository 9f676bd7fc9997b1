/** The ledger of a trial: every fault with what was planned, when it acted, and when it was gone again. */
import { signed } from '@/components/format/figures'
import { Badge } from '@/components/ui/state-badge'
import type { LedgerEntry } from '@/lib/core/fault/ledger'
import { stateLook } from './ledger-state'
import { plannedSeconds, windowSeconds } from './ledger-words'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

export function LedgerTable({
  ledger,
  labels,
}: {
  ledger: readonly LedgerEntry[]
  /** Of the arms. */
  labels: readonly string[]
}) {
  return (
    <table className={`${ui.table} ${styles.asList}`} aria-label="Ledger">
      <thead>
        <tr>
          <th scope="col">Fault</th>
          <th scope="col" className={ui.figure}>
            Planned, s
          </th>
          <th scope="col" className={ui.figure}>
            Acted at, s
          </th>
          <th scope="col" className={ui.figure}>
            Off by, ms
          </th>
          <th scope="col" className={ui.figure}>
            Verified, s
          </th>
          <th scope="col" className={ui.figure}>
            Removed, s
          </th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {ledger.map((entry) => (
          <LedgerRow key={`${entry.arm ?? ''}/${entry.step}`} entry={entry} labels={labels} />
        ))}
      </tbody>
    </table>
  )
}

function LedgerRow({ entry, labels }: { entry: LedgerEntry; labels: readonly string[] }) {
  const { arm, what, detail, plannedStartMs, actsMs, verifiedMs, removedMs, state, problem } = entry
  const about = [...(arm === null ? [] : [labels[arm] ?? `strategy ${arm + 1}`]), ...(detail ? [detail] : [])]
  return (
    <tr>
      <th scope="row">
        {what} <span className={styles.soft}>{about.join(' · ')}</span>
      </th>
      <td className={ui.figure} data-label="Planned, s">
        {plannedSeconds(entry)}
      </td>
      <td className={ui.figure} data-label="Acted at, s">
        {windowSeconds(actsMs)}
      </td>
      <td className={ui.figure} data-label="Off by, ms">
        {/* What is to be in place at the begin is set before it: no delay. */}
        {actsMs === null ? '–' : actsMs < 0 ? 'in place' : signed(actsMs - plannedStartMs)}
      </td>
      <td className={ui.figure} data-label="Verified, s">
        {windowSeconds(verifiedMs)}
      </td>
      <td className={ui.figure} data-label="Removed, s">
        {windowSeconds(removedMs)}
      </td>
      <td data-label="State">
        <Badge {...stateLook(entry)}>{state}</Badge>
        {problem === null ? null : <div className={styles.soft}>{problem}</div>}
      </td>
    </tr>
  )
}
