'use client'

import { SegmentedControl, Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { memo, useMemo } from 'react'
import { NO_INTERVAL, count, number, range } from '@/components/format/figures'
import { StrategyName } from '@/components/ui/strategy-name'
import type { Estimate } from '@/lib/core/summary/interval'
import type { Quantiles } from '@/lib/core/summary/report'
import { BACKOFF_PARTS, backoffParts, backoffRows, type BackoffPart, type BackoffRow } from './backoff-data'
import { ChartPanel } from './chart-panel'
import type { ChartInput } from './run-charts'

const Chart = dynamic(() => import('./backoff-deviation'), {
  ssr: false,
  loading: () => <Skeleton h="100%" />,
})

/** How far delays were from their nominal value: jitter, timer error, and both together. */
export const BackoffPanel = memo(function BackoffPanel({ report, looks, arms, dimmed }: ChartInput) {
  const [part, setPart] = useQueryState(
    'backoff',
    parseAsStringLiteral(BACKOFF_PARTS).withDefault('jitter').withOptions({ history: 'replace' }),
  )
  const rows = useMemo(() => backoffRows(part, report.spec, arms), [part, report.spec, arms])
  const measured = rows.some((row) => row.quantiles !== null)
  return (
    <ChartPanel
      title="Backoff deviation"
      metric="backoffDeviation"
      explanation={`${backoffParts[part].formula} Line: median.`}
      looks={looks}
      notes={looks.map((_, arm) => noteWords(rows, arm, part))}
      controls={
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Part of the deviation"
          value={part}
          onChange={(value) => void setPart(BACKOFF_PARTS.find((name) => name === value) ?? null)}
          data={BACKOFF_PARTS.map((name) => ({ value: name, label: backoffParts[name].title }))}
        />
      }
      empty={measured ? null : 'No retry has been measured here yet: nothing failed, or no strategy retries.'}
      csv={async () =>
        (await import('./chart-csv')).backoffCsv(
          arms,
          looks.map(({ label }) => label),
        )
      }
      numbers={{
        head: ['Strategy', 'part', 'retries', 'P5', 'P50', 'P95', 'P99', 'mean'],
        rows: looks.flatMap((look, arm) =>
          BACKOFF_PARTS.map((name) => {
            const figures = arms[arm]
            const { title, unit, quantiles } = backoffParts[name]
            return {
              key: `${look.label}/${name}`,
              name: name === 'jitter' ? <StrategyName look={look} /> : '',
              figures: [`${title}, ${unit}`, ...quantileFigures(figures ? quantiles(figures) : null)],
            }
          }),
        ),
      }}
    >
      <Chart part={part} rows={rows} looks={looks} dimmed={dimmed} />
    </ChartPanel>
  )
})

/** "n = 62", "P50 −51.7 %", …: figures of an arm's row beside its name. */
function noteWords(rows: readonly BackoffRow[], arm: number, part: BackoffPart): string[] {
  const row = rows.find((candidate) => candidate.arm === arm)
  if (!row) return ['never waits']
  if (!row.quantiles) return []
  const { unit, shown } = backoffParts[part]
  const figures = shown.map((name) => {
    const estimate = row.quantiles?.[name]
    return `${name.toUpperCase()} ${estimate ? `${number(estimate.value)} ${unit}` : NO_INTERVAL}`
  })
  return [`n = ${count(row.quantiles.count)}`, ...figures]
}

function quantileFigures(quantiles: Quantiles | null): string[] {
  if (!quantiles) return ['0', '–', '–', '–', '–', '–']
  const { p5, p50, p95, p99, mean } = quantiles
  return [count(quantiles.count), ...[p5, p50, p95, p99].map(withInterval), number(mean)]
}

function withInterval(estimate: Estimate | null): string {
  return estimate ? `${number(estimate.value)} [${range(estimate, '')}]` : NO_INTERVAL
}
