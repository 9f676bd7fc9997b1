'use client'

/** What a preset is about, its claims in a table, and a closing sentence for each. */
import { isLive } from '@/components/data/queries'
import { SourceWords } from '@/components/presets/source-words'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { findPreset } from '@/lib/core/experiment/presets/registry'
import { tallyWords } from '@/lib/core/published/claim-words'
import { changesFrom } from '@/lib/core/published/changes'
import { judgeClaims } from '@/lib/core/published/judge'
import { suspectWords } from '@/lib/core/published/words'
import type { RunReport } from '@/lib/core/summary/report'
import { ArrivalsChart } from './arrivals-chart'
import { ClaimsTable } from './claims-table'
import styles from './published.module.css'

export function PublishedContent({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const preset = findPreset(report.spec.preset)
  // A run of a version that had other presets.
  if (!preset) return null
  const claims = judgeClaims(preset, report)
  const changes = changesFrom(preset.spec(), report.spec)
  if (claims.length === 0)
    return (
      <Panel title={`Preset: ${preset.title}`}>
        <p className={styles.about}>{preset.description}</p>
      </Panel>
    )
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
        {claims.map(({ sentence, strategy, metric, place }, index) => (
          <li key={index}>
            <span className={styles.subject}>
              {[strategy ?? 'The run', metric, place ?? []].flat().join(' · ')}
            </span>
            {sentence}
          </li>
        ))}
      </ol>
      {preset.showsArrivals && report.trials.length > 0 ? (
        <ArrivalsChart runId={report.id} looks={looks} trials={report.trials.length} />
      ) : null}
    </Panel>
  )
}
