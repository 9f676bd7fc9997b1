/** What the charts of an exported file show, from the report: the same laws and intervals as the pages. */
import { axisTitles, AXIS_UNITS, valuesOf } from '../experiment/matrix-words'
import { AXIS_NAMES, type AxisName } from '../experiment/fault-points'
import { describeFaultPoint } from '../fault/fault-point'
import { meanOfEstimates } from '../statistics/differences'
import { proportionOf } from '../statistics/strata'
import { builtInCatalogue } from '../strategy/catalogue'
import { expectedRetries } from '../summary/expected-retries'
import { retryShare } from '../summary/figures'
import type { Estimate } from '../summary/interval'
import type { CellReport, RunReport, StrategyFigures } from '../summary/report'

/** Retry counts with a bar of their own; what lies above shares one. */
const OWN_BARS = 6
/** Above this many points they are shown by one dimension at a time. */
const READABLE_POINTS = 8

/** Where there is little room for the name of a point. */
const AXIS_WORDS: Record<AxisName, string> = {
  lossPercent: 'loss',
  latencyMs: 'latency',
  jitterMs: 'jitter',
  leaderSwitchesPerMinute: 'leader switches',
}
const AXIS_SUFFIX: Record<AxisName, string> = {
  lossPercent: ' %',
  latencyMs: ' ms',
  jitterMs: ' ms',
  leaderSwitchesPerMinute: '/min',
}

export interface RetryBars {
  categories: string[]
  bars: { share: number | null; interval: Estimate | null; expected: number | null }[][]
}

/** Share of operations by number of retries, over all fault points. */
export function retryBars(report: RunReport): RetryBars {
  const laws = report.arms.map((_, arm) => {
    const law = expectedRetries(report, arm, null, builtInCatalogue)
    return 'shares' in law ? law.shares : null
  })
  const most = Math.max(
    0,
    ...report.arms.map(({ retryDistribution }) => retryDistribution.at(-1)?.retries ?? 0),
  )
  const last = Math.min(most, OWN_BARS)
  const counts = Array.from({ length: last + 1 }, (_, retries) => retries)
  const isOpen = (retries: number) => retries === last && most > last
  return {
    categories: counts.map((retries) => (isOpen(retries) ? `${retries}+` : `${retries}`)),
    bars: counts.map((retries) =>
      report.arms.map((figures, arm) => {
        const law = laws[arm] ?? null
        const operations = operationsWith(figures, retries, isOpen(retries))
        const expected = isOpen(retries)
          ? (law?.slice(retries).reduce((sum, share) => sum + share, 0) ?? null)
          : law && (law[retries] ?? 0)
        return {
          share: figures.operations === 0 ? null : operations / figures.operations,
          interval: figures.operations === 0 ? null : retryShare(figures, operations),
          expected,
        }
      }),
    ),
  }
}

function operationsWith({ retryDistribution }: StrategyFigures, retries: number, andMore: boolean): number {
  return retryDistribution
    .filter((bar) => bar.retries === retries || (andMore && bar.retries > retries))
    .reduce((sum, { operations }) => sum + operations, 0)
}

export interface OverFaults {
  axisTitle: string
  categories: string[]
  /** By category and arm. */
  estimates: (Estimate | null)[][]
}

/** Of cells that are shown as one: each fault point with the same weight. */
export type Together = (cells: readonly CellReport[]) => Estimate | null

export const successOf: Together = (cells) => proportionOf(cells.flatMap(({ figures }) => figures.successOf))

export const amplificationOf: Together = (cells) =>
  meanOfEstimates(cells.map(({ figures }) => figures.amplification))

/** A metric by fault point; of a large matrix once per dimension. */
export function overFaults({ points, cells, spec }: RunReport, together: Together): OverFaults[] {
  const { matrix, strategies } = spec
  const of = (axisTitle: string, groups: { name: string; members: number[] }[]): OverFaults => ({
    axisTitle,
    categories: groups.map(({ name }) => name),
    estimates: groups.map(({ members }) => strategies.map((_, arm) => together(chosen(cells, members, arm)))),
  })
  const varied = AXIS_NAMES.filter((name) => valuesOf(points, name).length > 1)
  if (points.length <= READABLE_POINTS)
    return [
      of(
        varied.map((name) => AXIS_WORDS[name]).join(' · ') || 'the only fault point',
        points.map((point, index) => ({
          name:
            varied.map((name) => `${point[name]}${AXIS_SUFFIX[name]}`).join(' · ') ||
            describeFaultPoint(point, matrix.loss.mode),
          members: [index],
        })),
      ),
    ]
  return varied.map((name) =>
    of(
      `${axisTitles(matrix)[name]}, ${AXIS_UNITS[name]}; mean over the other dimensions`,
      valuesOf(points, name).map((value) => ({
        name: String(value),
        members: points.flatMap((point, index) => (point[name] === value ? [index] : [])),
      })),
    ),
  )
}

function chosen(cells: readonly CellReport[], members: readonly number[], arm: number): CellReport[] {
  return cells.filter((cell) => cell.arm === arm && members.includes(cell.pointIndex))
}

export const CURVE = [
  { name: 'P50', read: (figures: StrategyFigures) => figures.p50LatencyMs },
  { name: 'P90', read: (figures: StrategyFigures) => figures.p90LatencyMs },
  { name: 'P99', read: (figures: StrategyFigures) => figures.p99LatencyMs },
  { name: 'P99.9', read: (figures: StrategyFigures) => figures.p999LatencyMs },
] as const

/** The parts of the deviation of delays, with the single values that are kept for drawing. */
export const BACKOFF_PARTS = [
  {
    title: 'Jitter: (drawn − nominal) ÷ nominal delay, %',
    quantiles: ({ backoff }: StrategyFigures) => backoff.jitterPercent,
    values: ({ backoff }: StrategyFigures) =>
      backoff.points.flatMap(({ nominalMs, plannedMs }) =>
        nominalMs === 0 ? [] : [((plannedMs - nominalMs) / nominalMs) * 100],
      ),
  },
  {
    title: 'Timer error: actual − drawn delay, ms',
    quantiles: ({ backoff }: StrategyFigures) => backoff.timerErrorMs,
    values: ({ backoff }: StrategyFigures) =>
      backoff.points.map(({ plannedMs, actualMs }) => actualMs - plannedMs),
  },
  {
    title: 'Total: |actual − nominal| ÷ nominal delay, %',
    quantiles: ({ backoff }: StrategyFigures) => backoff.totalPercent,
    values: ({ backoff }: StrategyFigures) =>
      backoff.points.flatMap(({ nominalMs, actualMs }) =>
        nominalMs === 0 ? [] : [(Math.abs(actualMs - nominalMs) / nominalMs) * 100],
      ),
  },
] as const
