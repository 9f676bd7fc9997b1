/** What stands between two runs besides luck: their figures are read with it, so it comes first. */
import { Notice } from '@/components/ui/notice'
import type { AgainstRun, ComparedRunHead } from '@/lib/core/comparison/compare-several'
import type { ExperimentDifference } from '@/lib/core/comparison/experiment-differences'
import styles from './compare.module.css'

export function ExperimentNotice({ baseline, against }: { baseline: ComparedRunHead; against: AgainstRun }) {
  const { differences, strategies, onlyBefore, onlyNow, run } = against
  const changed = strategies.filter(({ changes }) => changes.length > 0)
  const renamed = strategies.filter(({ label, labelBefore }) => label !== labelBefore)
  const notes = [
    ...renamed.map(
      ({ label, labelBefore }) => `“${label}” is called “${labelBefore}” in run ${baseline.number}.`,
    ),
    ...(onlyNow.length > 0 ? [`Only in run ${run.number}: ${onlyNow.join(', ')}.`] : []),
    ...(onlyBefore.length > 0 ? [`Only in run ${baseline.number}: ${onlyBefore.join(', ')}.`] : []),
    ...[baseline, run].flatMap(({ number, recorded }) => (recorded ? [`Run ${number}: ${recorded}`] : [])),
    ...[baseline, run].flatMap(({ number, quality }) =>
      quality === 'suspect' ? [`Run ${number} is a suspect measurement: its page says why.`] : [],
    ),
    ...[baseline, run].flatMap(({ number, status }) =>
      status === 'completed'
        ? []
        : [`Run ${number} is not complete (${status}): its figures are of the trials that have ended.`],
    ),
  ]
  return (
    <div className={styles.notices}>
      {differences.length > 0 ? (
        <Notice
          tone="unsure"
          title="Not the same experiment: differences below are not of the strategies alone"
        >
          <ChangeList changes={differences} />
        </Notice>
      ) : null}
      {changed.map(({ label, changes }) => (
        <Notice key={label} tone="unsure" title={`Not the same strategy: ${label}`}>
          <ChangeList changes={changes} />
        </Notice>
      ))}
      {notes.length > 0 ? (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function ChangeList({ changes }: { changes: readonly ExperimentDifference[] }) {
  return (
    <ul>
      {changes.map(({ what, before, now }) => (
        <li key={what}>
          {what}: {before} → {now}
        </li>
      ))}
    </ul>
  )
}
