'use client'

/** What the rules have found in the attempts: what happened, how they know, what to do. */
import { PlaceComments } from '@/components/review/place-comments'
import { isLive } from '@/components/data/queries'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Fold } from '@/components/ui/fold'
import { Panel } from '@/components/ui/panel'
import { Badge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import { findingRules } from '@/lib/core/finding/registry'
import type { RunFinding } from '@/lib/core/finding/report-findings'
import { findingId } from '@/lib/core/review/place'
import type { RunReport } from '@/lib/core/summary/report'
import { findingEvidence, findingPlace, findingsNote } from './finding-words'
import { useOpenTrial } from './tabs/run-tab-state'
import styles from './findings.module.css'
import ui from '@/components/ui/ui.module.css'

const LOOKS = {
  problem: { tone: 'bad', sign: '✕' },
  caution: { tone: 'unsure', sign: '!' },
} as const

export function FindingsPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const { findings, trials } = report
  if (trials.length === 0) return null
  return (
    <Panel title="Findings" note={findingsNote(report, isLive(report.status))}>
      {findings.length > 0 ? (
        <ul className={styles.findings}>
          {findings.map((finding) => (
            <FindingItem
              key={`${finding.rule}/${finding.arm}`}
              report={report}
              finding={finding}
              look={looks[finding.arm]}
            />
          ))}
        </ul>
      ) : null}
      <Fold name="rules" className={styles.rules} summary="What is looked for">
        <dl>
          {Object.values(findingRules).map(({ name, title, description }) => (
            <div key={name}>
              <dt>{title}</dt>
              <dd>{description}</dd>
            </div>
          ))}
        </dl>
      </Fold>
    </Panel>
  )
}

function FindingItem({
  report,
  finding,
  look,
}: {
  report: RunReport
  finding: RunFinding
  look: StrategyLook | undefined
}) {
  const openTrial = useOpenTrial()
  const { title, remedy, severity, worstTrial } = finding
  return (
    <li data-finding={findingId(finding)}>
      <div className={styles.head}>
        <Badge {...LOOKS[severity]}>{severity}</Badge>
        <strong>{title}</strong>
        {look ? <StrategyName look={look} /> : null}
      </div>
      <p>{findingEvidence(finding, report.trials.length)}.</p>
      <p className={styles.remedy}>
        <span>What to do</span> {remedy}
      </p>
      <button
        type="button"
        className={`${ui.textButton} ${styles.place}`}
        onClick={() => openTrial('timeline', worstTrial)}
      >
        {findingPlace(finding)}
      </button>
      <PlaceComments report={report} place={{ on: 'finding', finding: findingId(finding) }} />
    </li>
  )
}
