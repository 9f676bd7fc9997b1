'use client'

/** What a preset is about, its claims in a table, and a closing sentence for each. */
import { isLive } from '@/components/data/queries'
import { SourceWords } from '@/components/presets/source-words'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { findPreset } from '@/lib/core/experiment/presets/registry'
import { subjectOf, tallyWords } from '@/lib/core/published/claim-words'
import { publishedOf } from '@/lib/core/published/published-of'
import { suspectWords } from '@/lib/core/published/words'
import type { RunReport } from '@/lib/core/summary/report'
import { ArrivalsChart } from './arrivals-chart'
import { ClaimsTable } from './claims-table'
import styles from './published.module.css'

export function PublishedContent({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const found = publishedOf(report)
  if (!found) return <OnlyAbout name={report.spec.preset} />
  const { preset, claims, changes } = found
  return (
    <Panel
      title="Published, arithmetic, measured"
      note={`${preset.title}${isLive(report.status) ? ' · so far' : ''} · 95 % intervals`}
    >
      <p className={styles.about}>{preset.description}</p>
      {preset.source ? <SourceWords source={preset.source} /> : null}
      {changes.length > 0 ? (
        <Notice tone="unsure" title="This run is not the preset as it stands">
          Changed: {changes.join(', ')}. What follows is about the run as it was; arithmetic goes by it, too.
        </Notice>
      ) : null}
      <p className={styles.tally}>
        {tallyWords(claims)} {suspectWords(report) ?? ''}
      </p>
      <ClaimsTable claims={claims} looks={looks} />
      <ol className={styles.sentences} aria-label="Claims in words">
        {claims.map((claim, index) => (
          <li key={index}>
            <span className={styles.subject}>{subjectOf(claim)}</span>
            {claim.sentence}
          </li>
        ))}
      </ol>
      {preset.showsArrivals && report.trials.length > 0 ? (
        <ArrivalsChart runId={report.id} looks={looks} trials={report.trials.length} />
      ) : null}
    </Panel>
  )
}

/** A preset about which nothing is published. */
function OnlyAbout({ name }: { name: RunReport['spec']['preset'] }) {
  const preset = findPreset(name)
  // A run of a version that had other presets.
  if (!preset) return null
  return (
    <Panel title={`Preset: ${preset.title}`}>
      <p className={styles.about}>{preset.description}</p>
    </Panel>
  )
}
