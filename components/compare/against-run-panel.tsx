/** One run against the baseline. */
import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { METRIC_NAMES } from '@/components/run/against-words'
import { ComparisonBadge } from '@/components/run/comparison-badge'
import { StrategyTable } from '@/components/run/strategy-table'
import { strategyLooks } from '@/components/theme/strategy-looks'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import { chanceWords } from '@/lib/core/comparison/chance-words'
import {
  METRIC_TITLES,
  type ComparedMetric,
  type StrategyComparison,
} from '@/lib/core/comparison/compare-runs'
import { verdictTally } from '@/lib/core/comparison/verdict-look'
import type { AgainstRun, ComparedRunHead } from '@/lib/core/comparison/compare-several'
import { comparedWords, differenceWords } from '@/lib/core/words/compared-words'
import { ExperimentNotice } from './experiment-notice'
import { PointTable } from './point-table'
import styles from './compare.module.css'
import run from '@/components/run/run.module.css'
import ui from '@/components/ui/ui.module.css'

export function AgainstRunPanel({
  baseline,
  against,
  metric,
}: {
  baseline: ComparedRunHead
  against: AgainstRun
  metric: ComparedMetric
}) {
  const looks = strategyLooks(against.run.strategies)
  const rows = against.strategies.flatMap((strategy) => {
    const look = looks[strategy.arm]
    return look ? [{ look, strategy }] : []
  })
  const cells = against.strategies.flatMap((strategy) =>
    strategy.cells.flatMap(({ comparisons }) => comparisons),
  )
  return (
    <Panel
      title={`Run ${against.run.number} against run ${baseline.number}`}
      note={
        <>
          <RunLink head={against.run} /> minus <RunLink head={baseline} />
        </>
      }
      side={
        <>
          {METRIC_TITLES[metric]} <Explain of={METRIC_NAMES[metric]} />
        </>
      }
    >
      <ExperimentNotice baseline={baseline} against={against} />
      {rows.length === 0 ? (
        <Notice tone="unsure" title="Nothing can be compared">
          No strategy stands in both runs: not by its label, and not by being the same with the same
          parameters. Run the same strategies in both.
        </Notice>
      ) : (
        <>
          <StrategyTable
            label={`Differences of run ${against.run.number} to run ${baseline.number}`}
            rows={rows}
            columns={[
              {
                title: `Run ${baseline.number}`,
                isFigure: true,
                cell: ({ strategy }) => comparedWords(metric, overallOf(strategy, metric)?.before ?? null),
              },
              {
                title: `Run ${against.run.number}`,
                isFigure: true,
                cell: ({ strategy }) => comparedWords(metric, overallOf(strategy, metric)?.now ?? null),
              },
              {
                title: 'Difference',
                explain: 'difference',
                isFigure: true,
                cell: ({ strategy }) => <Difference strategy={strategy} metric={metric} />,
              },
              {
                title: 'Over the matrix',
                cell: ({ strategy }) => {
                  const comparison = overallOf(strategy, metric)
                  return comparison ? (
                    <ComparisonBadge
                      comparison={{ verdict: comparison.verdict, suspect: strategy.suspect }}
                    />
                  ) : (
                    '–'
                  )
                },
              },
              {
                title: 'By fault point',
                cell: ({ strategy }) =>
                  verdictTally(
                    strategy.cells.flatMap(({ suspect, comparisons }) =>
                      comparisons.map(({ verdict }) => ({ verdict, suspect })),
                    ),
                  ) || 'no point in common',
              },
            ]}
          />
          <Reasons strategies={against.strategies} metric={metric} />
          {cells.length > 0 ? (
            <>
              <h3 className={styles.pointsTitle}>By fault point</h3>
              <PointTable runId={against.run.id} rows={rows} metric={metric} />
              <p className={ui.secondary}>{chanceWords(cells)}</p>
            </>
          ) : null}
        </>
      )}
    </Panel>
  )
}

function RunLink({ head: { id, number, name } }: { head: ComparedRunHead }) {
  return (
    <Anchor component={Link} href={`/runs/${id}`} fz="inherit">
      {number} · {name}
    </Anchor>
  )
}

function Difference({ strategy, metric }: { strategy: StrategyComparison; metric: ComparedMetric }) {
  const comparison = overallOf(strategy, metric)
  return (
    <span title={comparison?.reason ?? undefined}>
      {comparison ? differenceWords(metric, comparison) : '–'}
    </span>
  )
}

/** What could not be compared, and what would help: not only in a tooltip. */
function Reasons({
  strategies,
  metric,
}: {
  strategies: readonly StrategyComparison[]
  metric: ComparedMetric
}) {
  // What several have in common is said once.
  const reasons = new Map<string, string[]>()
  for (const strategy of strategies) {
    const reason = overallOf(strategy, metric)?.reason
    if (reason) reasons.set(reason, [...(reasons.get(reason) ?? []), strategy.label])
  }
  if (reasons.size === 0) return null
  return (
    <ul className={`${run.soft} ${run.reasons}`} aria-label="Why there is no difference">
      {[...reasons].map(([reason, labels]) => (
        <li key={reason}>
          {labels.join('; ')}: {reason}.
        </li>
      ))}
    </ul>
  )
}

function overallOf({ overall }: StrategyComparison, metric: ComparedMetric) {
  return overall.find((comparison) => comparison.metric === metric)
}
