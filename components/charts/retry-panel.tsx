'use client'

import { SegmentedControl, Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { percent, percentRange } from '@/components/format/figures'
import { StrategyName } from '@/components/ui/strategy-name'
import { ChartPanel } from './chart-panel'
import { retryRows } from './retry-data'
import type { ChartInput } from './run-charts'

const Chart = dynamic(() => import('./retry-distribution'), {
  ssr: false,
  loading: () => <Skeleton h="100%" />,
})

/** How many retries operations needed. */
export function RetryPanel({ looks, arms, dimmed }: ChartInput) {
  const [logarithmic, setLogarithmic] = useQueryState(
    'log',
    // On a linear scale the first bar takes nearly everything, and the counts that tell strategies apart are dust.
    parseAsBoolean.withDefault(true).withOptions({ history: 'replace' }),
  )
  const rows = retryRows(
    arms,
    looks.map((look) => look.label),
  )
  const measured = arms.some((figures) => (figures?.operations ?? 0) > 0)
  return (
    <ChartPanel
      title="Retry-count distribution"
      explanation="Share of operations by attempts − 1, failed ones included. Whiskers: Wilson 95 %."
      looks={looks}
      controls={
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Scale of the shares"
          value={logarithmic ? 'log' : 'linear'}
          onChange={(value) => void setLogarithmic(value === 'log')}
          data={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Logarithmic' },
          ]}
        />
      }
      empty={measured ? null : 'No trial has ended yet. Bars appear with the first one.'}
      numbers={{
        head: ['Strategy', ...rows.map((row) => row.retries)],
        rows: looks.map((look, arm) => ({
          key: look.label,
          name: <StrategyName look={look} />,
          figures: rows.map(({ shares }) => {
            const share = shares[arm]
            return share ? `${percent(share.value)} (${percentRange(share)})` : '–'
          }),
        })),
      }}
    >
      <Chart rows={rows} looks={looks} dimmed={dimmed} logarithmic={logarithmic} />
    </ChartPanel>
  )
}
