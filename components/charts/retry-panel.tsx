'use client'

import { SegmentedControl, Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { memo, useMemo } from 'react'
import { percent } from '@/components/format/figures'
import { StrategyName } from '@/components/ui/strategy-name'
import type { StrategyFigures } from '@/lib/core/summary/report'
import { ChartPanel } from './chart-panel'
import {
  expectations,
  missingWords,
  retryRows,
  shareWords,
  type Expectation,
  type RetryRow,
} from './retry-data'
import type { ChartInput } from './run-charts'

const Chart = dynamic(() => import('./retry-distribution'), {
  ssr: false,
  loading: () => <Skeleton h="100%" />,
})

/** How many retries operations needed. */
export const RetryPanel = memo(function RetryPanel({ report, looks, arms, point, dimmed }: ChartInput) {
  const [logarithmic, setLogarithmic] = useQueryState(
    'log',
    // On a linear scale the first bar takes nearly everything, and the counts that tell strategies apart are dust.
    parseAsBoolean.withDefault(true).withOptions({ history: 'replace' }),
  )
  const labels = useMemo(() => looks.map(({ label }) => label), [looks])
  const expected = useMemo(() => expectations(report, point), [report, point])
  const rows = useMemo(() => retryRows(arms, labels, expected), [arms, labels, expected])
  const measured = arms.some((figures) => (figures?.operations ?? 0) > 0)
  return (
    <ChartPanel
      title="Retry-count distribution"
      metric="retryCount"
      explanation={
        <>
          Share of operations by attempts − 1, failed ones included. Whiskers: 95 %.
          {measured ? ` ${theoryWords(expected, labels)}` : ''}
        </>
      }
      looks={looks}
      drawingControls={
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
      csv={async () => (await import('./chart-csv')).retryCsv(rows, labels)}
      numbers={{
        head: ['Strategy', 'measured or expected', ...rows.map((row) => row.retries), 'succeeded'],
        rows: looks.flatMap((look, arm) => [
          {
            key: look.label,
            name: <StrategyName look={look} />,
            figures: ['measured', ...rows.map((row) => measuredWords(row, arm)), succeeded(arms[arm])],
          },
          ...expectedRow(look.label, arm, rows, expected[arm]),
        ]),
      }}
    >
      <Chart rows={rows} looks={looks} dimmed={dimmed} logarithmic={logarithmic} />
    </ChartPanel>
  )
})

function theoryWords(expected: readonly Expectation[], labels: readonly string[]): string {
  const missing = missingWords(expected, labels)
  const circles =
    missing.length > 0 && expected.every((expectation) => 'reason' in expectation)
      ? []
      : ['○ expected at this loss p: pᵏ (1 − p) with k retries, the last attempt’s rest with the last.']
  return [...circles, ...missing].join(' ')
}

function measuredWords({ shares, intervals }: RetryRow, arm: number): string {
  const share = shares[arm] ?? null
  return share === null ? percent(null) : shareWords(share, intervals[arm])
}

/** Pooled as the counts are, so that it can be held against the expected one. */
function succeeded(figures: StrategyFigures | null | undefined): string {
  return percent(figures && figures.operations > 0 ? figures.ok / figures.operations : null)
}

function expectedRow(
  label: string,
  arm: number,
  rows: readonly RetryRow[],
  expectation: Expectation | undefined,
) {
  if (!expectation || 'reason' in expectation) return []
  const figures = [
    ...rows.map(({ expected }) => percent(expected[arm] ?? null)),
    percent(expectation.success),
  ]
  return [{ key: `${label}/expected`, name: '', figures: ['expected', ...figures] }]
}
