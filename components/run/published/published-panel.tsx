'use client'

/** For runs of a preset: what it shows, and what is published about it against what was measured. */
import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Panel } from '@/components/ui/panel'
import type { RunReport } from '@/lib/core/summary/report'

// Presets are whole experiments with all their words: only runs of one pay for them.
const PublishedContent = dynamic(
  () => import('./published-content').then(({ PublishedContent: content }) => content),
  {
    loading: () => (
      <Panel title="Published, arithmetic, measured">
        <Skeleton h={320} />
      </Panel>
    ),
  },
)

/** Nothing for a run that was begun from no preset. */
export function PublishedPanel(props: { report: RunReport; looks: readonly StrategyLook[] }) {
  return props.report.spec.preset === undefined ? null : <PublishedContent {...props} />
}
