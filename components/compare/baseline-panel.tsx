'use client'

/** A run against the baseline of its name: over the matrix; the page of the comparison has the rest. */
import { Anchor, Skeleton } from '@mantine/core'
import Link from 'next/link'
import { isLive, useRunsCompared } from '@/components/data/queries'
import { differenceWords, METRIC_NAMES } from '@/components/run/against-words'
import { ComparisonBadge } from '@/components/run/comparison-badge'
import { StrategyTable, type StrategyColumn } from '@/components/run/strategy-table'
import { strategyLooks, type StrategyLook } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import { BASELINE_METRICS, METRIC_TITLES, type StrategyComparison } from '@/lib/core/comparison/compare-runs'
import type { SeveralCompared } from '@/lib/core/comparison/compare-several'
import { comparePath } from '@/lib/core/comparison/compared-runs'
import type { RunReport } from '@/lib/core/summary/report'
import { ExperimentNotice } from './experiment-notice'
import run from '@/components/run/run.module.css'

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

function AgainstBaseline({ runs }: { runs: readonly string[] }) {
  const { data, error } = useRunsCompared(runs, 'successRate')
  if (error) return <ErrorNotice error={error} />
  return data ? <Differences data={data} /> : <Skeleton height={120} />
}

interface Row {
  look: StrategyLook
  strategy: StrategyComparison
}

function Differences({ data: { baseline, others } }: { data: SeveralCompared }) {
  const [against] = others
  if (!against) return null
  const looks = strategyLooks(against.run.strategies)
  const rows = against.strategies.flatMap((strategy): Row[] => {
    const look = looks[strategy.arm]
    return look ? [{ look, strategy }] : []
  })
  const columns = BASELINE_METRICS.map((metric): StrategyColumn<Row> => {
    return {
      title: METRIC_TITLES[metric],
      explain: METRIC_NAMES[metric],
      cell: ({ strategy }) => {
        const comparison = strategy.overall.find((one) => one.metric === metric)
        return comparison ? (
          <span title={comparison.reason ?? undefined}>
            <ComparisonBadge comparison={comparison} />{' '}
            <span className={run.soft}>{differenceWords(metric, comparison)}</span>
          </span>
        ) : (
          '–'
        )
      },
    }
  })
  return (
    <>
      <ExperimentNotice baseline={baseline} against={against} />
      {rows.length === 0 ? (
        <Notice tone="unsure" title="Nothing can be compared">
          No strategy stands in both runs.
        </Notice>
      ) : (
        <StrategyTable label="Differences to the baseline" rows={rows} columns={columns} />
      )}
    </>
  )
}
