/** What has changed since the baseline, by strategy. */
import { Skeleton } from '@mantine/core'
import { useRunsCompared } from '@/components/data/queries'
import { METRIC_NAMES } from '@/components/run/against-words'
import { ComparisonBadge } from '@/components/run/comparison-badge'
import { StrategyTable, type StrategyColumn } from '@/components/run/strategy-table'
import { strategyLooks, type StrategyLook } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Notice } from '@/components/ui/notice'
import { BASELINE_METRICS, METRIC_TITLES, type StrategyComparison } from '@/lib/core/comparison/compare-runs'
import type { SeveralCompared } from '@/lib/core/comparison/compare-several'
import { ExperimentNotice } from './experiment-notice'
import { differenceWords } from '@/lib/core/words/compared-words'
import run from '@/components/run/run.module.css'

export function AgainstBaseline({ runs }: { runs: readonly string[] }) {
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
            <ComparisonBadge comparison={{ verdict: comparison.verdict, suspect: strategy.suspect }} />{' '}
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
