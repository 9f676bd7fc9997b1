'use client'

/** A run against the baseline of its name: over the matrix; the page of the comparison has the rest. */
import { Anchor, Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { isLive } from '@/components/data/queries'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import { comparePath } from '@/lib/core/comparison/compared-runs'
import type { RunReport } from '@/lib/core/summary/report'

// Most runs have no baseline: only those that have one pay for the comparison.
const AgainstBaseline = dynamic(() => import('./against-baseline').then((module) => module.AgainstBaseline), {
  loading: () => <Skeleton height={120} />,
})

export function BaselinePanel({
  report,
}: {
  report: Pick<RunReport, 'id' | 'status' | 'trials' | 'baseline'>
}) {
  const { id, status, trials, baseline } = report
  if (baseline === null || baseline.id === id || isLive(status) || trials.length === 0) return null
  return (
    <Panel
      title="Against the baseline"
      explain={<Explain of="difference" />}
      note={`this run minus run ${baseline.number}, over the fault matrix`}
      side={
        <Anchor component={Link} href={comparePath([baseline.id, id])} fz={13}>
          By fault point
        </Anchor>
      }
    >
      <AgainstBaseline runs={[baseline.id, id]} />
    </Panel>
  )
}
