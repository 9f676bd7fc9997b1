'use client'

/** The strategies against one of them: differences with their intervals, over the matrix and by fault point. */
import { NativeSelect, Skeleton } from '@mantine/core'
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useArmComparison } from '@/components/data/queries'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Fold } from '@/components/ui/fold'
import { Panel } from '@/components/ui/panel'
import { Explain } from '@/components/words/explain'
import { chanceWords } from '@/lib/core/comparison/chance-words'
import { PAIRED_METRICS, type ArmAgainst, type PairedMetric } from '@/lib/core/comparison/compare-arms'
import { METRIC_TITLES } from '@/lib/core/comparison/compare-runs'
import {
  compareLatencies,
  LATENCY_METRICS,
  type LatencyMetric,
} from '@/lib/core/comparison/compare-latencies'
import { differenceWords } from '@/lib/core/words/compared-words'
import { verdictTally, type ComparedVerdict } from '@/lib/core/comparison/verdict-look'
import { describeFaultPoint } from '@/lib/core/fault/fault-point'
import type { RunReport } from '@/lib/core/summary/report'
import { noIntervalWords } from './against-words'
import { ByPointTable } from './by-point-table'
import { ComparisonBadge } from './comparison-badge'
import { StrategyTable } from './strategy-table'
import lists from './lists.module.css'
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

/** With what is behind each verdict. */
type MarkedArm = ArmAgainst & { points: readonly ComparedVerdict[] }

type AgainstMetric = PairedMetric | LatencyMetric
const METRICS = [
  'successRate',
  'amplification',
  ...LATENCY_METRICS,
] as const satisfies readonly AgainstMetric[]

export function AgainstPanel({ report, looks }: { report: RunReport; looks: readonly StrategyLook[] }) {
  const [{ difference: metric, against }, setState] = useQueryStates(
    { difference: parseAsStringLiteral(METRICS).withDefault('successRate'), against: parseAsInteger },
    { history: 'replace' },
  )
  const reference = referenceOf(report, against)
  const measured = report.trials.length
  if (looks.length < 2 || measured === 0) return null
  return (
    <Panel
      title="Against each other"
      explain={<Explain of="difference" />}
      note={
        isPaired(metric)
          ? 'difference to one strategy, second by second: what struck both is in neither’s favour'
          : 'difference to one strategy, from both quantiles’ own intervals: wider than second by second'
      }
      side={
        <>
          <NativeSelect
            aria-label="What is compared"
            size="xs"
            value={metric}
            onChange={(event) =>
              void setState({
                difference: METRICS.find((name) => name === event.currentTarget.value) ?? null,
              })
            }
            data={METRICS.map((name) => ({ value: name, label: METRIC_TITLES[name] }))}
          />
          <NativeSelect
            aria-label="Compared with"
            size="xs"
            value={`${reference}`}
            onChange={(event) => void setState({ against: Number(event.currentTarget.value) + 1 })}
            data={looks.map((look, arm) => ({ value: `${arm}`, label: `against ${look.label}` }))}
          />
        </>
      }
    >
      {isPaired(metric) ? (
        <PairedDifferences {...{ report, looks, metric, reference, measured }} />
      ) : (
        <Differences
          {...{ report, looks, metric, reference }}
          strategies={compareLatencies(report, metric, reference)}
        />
      )}
    </Panel>
  )
}

/** The one in the address; otherwise a strategy without retries where there is one, or the first. */
function referenceOf({ spec }: RunReport, against: number | null): number {
  if (against !== null && against >= 1 && against <= spec.strategies.length) return against - 1
  return Math.max(
    0,
    spec.strategies.findIndex(({ use }) => use === 'no-retry'),
  )
}

function isPaired(metric: AgainstMetric): metric is PairedMetric {
  return metric in PAIRED_METRICS
}

function PairedDifferences({
  measured,
  ...shown
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  metric: PairedMetric
  reference: number
  measured: number
}) {
  const { data, error } = useArmComparison(shown.report.id, shown.metric, shown.reference + 1, measured)
  if (error) return <ErrorNotice error={error} />
  if (!data) return <Skeleton height={40 * shown.looks.length} />
  return <Differences {...shown} strategies={data.strategies} />
}

function Differences({
  report,
  looks,
  metric,
  reference,
  strategies,
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  metric: AgainstMetric
  reference: number
  strategies: readonly ArmAgainst[]
}) {
  const suspect = suspectPoints(report)
  const rows = strategies.flatMap((against) => {
    const look = looks[against.arm]
    if (!look) return []
    const points = against.points.map((point) => ({ ...point, suspect: suspect.has(point.pointIndex) }))
    const overall = { ...against.overall, suspect: points.some((point) => point.suspect) }
    return [{ look, against: { ...against, overall, points } }]
  })
  return (
    <>
      <StrategyTable
        label="Table of differences"
        rows={rows}
        columns={[
          {
            title: `Difference to ${looks[reference]?.label ?? ''}`,
            isFigure: true,
            cell: ({ against }) => <span>{differenceWords(metric, against.overall)}</span>,
          },
          {
            title: 'Over the matrix',
            cell: ({ against }) => <ComparisonBadge comparison={against.overall} />,
          },
          {
            title: 'By fault point',
            cell: ({ against }) => verdictTally(against.points),
          },
        ]}
      />
      <NoInterval report={report} rows={rows.map(({ against }) => against)} />
      {report.points.length > 1 ? (
        <Fold name="points" className={lists.thresholdDetails} summary="By fault point">
          <ByPoint report={report} metric={metric} rows={rows} />
          <p className={ui.secondary}>{chanceWords(rows.flatMap(({ against }) => against.points))}</p>
        </Fold>
      ) : null}
    </>
  )
}

/** Where a trial is suspect: its strategies ran side by side, so all of them are. */
function suspectPoints({ trials }: Pick<RunReport, 'trials'>): Set<number> {
  return new Set(trials.flatMap(({ quality, pointIndex }) => (quality === 'suspect' ? [pointIndex] : [])))
}

/** Why some differences have no interval, where some have none. */
function NoInterval({ report, rows }: { report: RunReport; rows: readonly ArmAgainst[] }) {
  const secondsAt = new Map<number, number>()
  for (const { pointIndex, windowMs } of report.trials)
    secondsAt.set(pointIndex, (secondsAt.get(pointIndex) ?? 0) + windowMs / 1_000)
  const words = noIntervalWords(
    rows.flatMap(({ overall, points }) => [overall, ...points]),
    [...secondsAt.values()],
  )
  return words ? <p className={ui.secondary}>{words}</p> : null
}

function ByPoint({
  report,
  metric,
  rows,
}: {
  report: RunReport
  metric: AgainstMetric
  rows: readonly { look: StrategyLook; against: MarkedArm }[]
}) {
  const points = (rows[0]?.against.points ?? []).map(({ pointIndex }) => {
    const point = report.points[pointIndex]
    return { pointIndex, name: point ? describeFaultPoint(point, report.spec.matrix.loss.mode) : '–' }
  })
  return (
    <ByPointTable
      label="Differences by fault point"
      points={points}
      looks={rows.map(({ look }) => look)}
      cell={(pointIndex, column) => {
        const comparison = rows[column]?.against.points.find((one) => one.pointIndex === pointIndex)
        return (
          <td key={column}>
            {comparison ? (
              <>
                <ComparisonBadge comparison={comparison} />{' '}
                <span className={styles.soft}>{differenceWords(metric, comparison)}</span>
              </>
            ) : (
              '–'
            )}
          </td>
        )
      }}
    />
  )
}
