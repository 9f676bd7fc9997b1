'use client'

/** The gravest findings in short, beside the answer; the rest behind them. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import { StrategyName } from '@/components/ui/strategy-name'
import { isLive } from '@/components/data/queries'
import { findingEvidence, findingsNote } from '@/components/run/finding-words'
import type { RunReport } from '@/lib/core/summary/report'
import { useRunTab } from './run-tab-state'
import styles from './tabs.module.css'
import ui from '@/components/ui/ui.module.css'

/** So many fit in a row. */
const SHOWN = 3

export function WhatWeFound({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const [, setTab] = useRunTab()
  const { findings } = report
  if (findings.length === 0) return null
  return (
    <Panel title="What we found" note={findingsNote(report, isLive(report.status))}>
      <ul className={styles.found}>
        {findings.slice(0, SHOWN).map((finding) => {
          const { rule, arm, title, severity } = finding
          const look = looks[arm]
          return (
            <li key={`${rule}/${arm}`} data-severity={severity}>
              <strong>
                {severity === 'problem' ? '✕' : '!'} {title}
              </strong>{' '}
              {look ? <StrategyName look={look} /> : null}
              <p>{findingEvidence(finding, report.trials.length)}.</p>
            </li>
          )
        })}
      </ul>
      <p className={styles.foundMore}>
        <button type="button" className={ui.textButton} onClick={() => void setTab('findings')}>
          {findings.length > SHOWN
            ? `All ${findings.length} findings with what to do`
            : 'What to do about them'}
        </button>
      </p>
    </Panel>
  )
}
