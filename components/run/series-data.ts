/** What went on over time in a trial, ready for drawing: one chart per kind of thing, one line per arm or member. Pure. */
import { number } from '@/components/format/figures'
import { duration } from '@/components/format/duration'
import { BREAKER_STATES, type SeriesName, type TrialSeries } from '@/lib/core/history/series'

export interface SeriesLine {
  key: string
  title: string
  /** Index of the strategy whose colour it has; null = a member's. */
  arm: number | null
  /** Place among the members, for their own looks; null = an arm's. */
  member: number | null
  points: TrialSeries['points']
}

export interface SeriesChart {
  name: SeriesName
  title: string
  explanation: string
  lines: SeriesLine[]
}

/** In the order in which they are shown; breakers are lanes, drawn apart. */
const CHARTS: readonly Pick<SeriesChart, 'name' | 'title' | 'explanation'>[] = [
  {
    name: 'in-flight',
    title: 'Operations in flight',
    explanation: 'the most at once in each step, from the first attempt to the end',
  },
  {
    name: 'in-backoff',
    title: 'Waiting in a backoff',
    explanation: 'operations between two attempts, the most at once in each step',
  },
  {
    name: 'refused-budget',
    title: 'Refused by a budget or a throttle',
    explanation: 'tries in each step',
  },
  { name: 'refused-breaker', title: 'Refused by a breaker', explanation: 'tries in each step' },
  { name: 'connections-open', title: 'Connections open', explanation: 'as sampled' },
  {
    name: 'connections-waiting',
    title: 'Connections waiting',
    explanation: 'etcd: channels without a connection; HTTP: attempts that wait for one',
  },
  {
    name: 'proposals-pending',
    title: 'Proposals pending',
    explanation: 'not committed yet, as each member says (etcd_server_proposals_pending)',
  },
  {
    name: 'proposals-failed',
    title: 'Proposals failed',
    explanation: 'since the sample before (etcd_server_proposals_failed_total)',
  },
  {
    name: 'has-leader',
    title: 'Knows a leader',
    explanation: '1 = the member knows one (etcd_server_has_leader)',
  },
]

/** Kinds that are worth a chart only when something happened. */
const ONLY_IF_ANY: Partial<Record<SeriesName, (value: number) => boolean>> = {
  'connections-waiting': (value) => value > 0,
  'proposals-failed': (value) => value > 0,
  'has-leader': (value) => value < 1,
}

/** The charts of a trial, and what is left out because nothing happened there. */
export function seriesCharts(
  series: readonly TrialSeries[],
  labels: readonly string[],
): { charts: SeriesChart[]; quiet: string[] } {
  const members = [...new Set(series.flatMap(({ member }) => member ?? []))]
  const charts: SeriesChart[] = []
  const quiet: string[] = []
  for (const chart of CHARTS) {
    const own = series.filter(({ name }) => name === chart.name)
    if (own.length === 0) continue
    const isWorthIt = ONLY_IF_ANY[chart.name]
    if (
      isWorthIt &&
      !own.some(({ points }) => points.some(([, value]) => value !== null && isWorthIt(value)))
    ) {
      quiet.push(QUIET[chart.name] ?? '')
      continue
    }
    charts.push({ ...chart, lines: own.map((one) => lineOf(one, labels, members)) })
  }
  return { charts, quiet }
}

const QUIET: Partial<Record<SeriesName, string>> = {
  'connections-waiting': 'no connection was missing or waited for',
  'proposals-failed': 'no proposal failed',
  'has-leader': 'every member that answered knew a leader',
}

function lineOf(
  { arm, member, points }: TrialSeries,
  labels: readonly string[],
  members: readonly string[],
): SeriesLine {
  const label = arm === null ? null : (labels[arm] ?? '')
  const title = member === null ? (label ?? '') : label === null ? member : `${member}, while ${label} ran`
  return {
    key: `${member ?? ''}/${arm ?? ''}`,
    title,
    arm: member === null ? arm : null,
    member: member === null ? null : members.indexOf(member),
    points,
  }
}

/** A breaker's time in one state. */
export interface BreakerSpan {
  fromMs: number
  toMs: number
  /** Null = unknown: it changed too often. */
  state: (typeof BREAKER_STATES)[number] | null
  words: string
}

/** The states of a breaker one after the other, until the end. */
export function breakerSpans(points: TrialSeries['points'], endMs: number): BreakerSpan[] {
  return points.flatMap(([fromMs, value], index) => {
    const toMs = points[index + 1]?.[0] ?? Math.max(endMs, fromMs)
    const state = value === null ? null : (BREAKER_STATES[value] ?? null)
    const words = `${state ?? 'unknown'} from ${duration(fromMs)} for ${duration(toMs - fromMs)}`
    return toMs > fromMs ? [{ fromMs, toMs, state, words }] : []
  })
}

/** "opened 3 times, open for 12 % of the time": a breaker in words. */
export function breakerWords(spans: readonly BreakerSpan[]): string {
  const length = (of: readonly BreakerSpan[]) => of.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const open = spans.filter(({ state }) => state === 'open')
  if (open.length === 0) return 'always closed'
  const share = (100 * length(open)) / length(spans)
  return `opened ${number(open.length)} ${open.length === 1 ? 'time' : 'times'}, open for ${number(share)} % of the time`
}

/** The value at an instant: the last one before it; null = none, or unknown. */
export function valueAt(points: TrialSeries['points'], atMs: number): number | null {
  return points.findLast(([ms]) => ms <= atMs)?.[1] ?? null
}

/** Figures of a line for the table: the highest value, the mean over the time in which it was known, and how long it was not. */
export function lineNumbers(points: TrialSeries['points']): {
  most: number | null
  mean: number | null
  unknownMs: number
} {
  let [sum, knownMs, unknownMs, most] = [0, 0, 0, null as number | null]
  for (const [index, [atMs, value]] of points.entries()) {
    const lastsMs = (points[index + 1]?.[0] ?? atMs) - atMs
    if (value === null) unknownMs += lastsMs
    else {
      most = Math.max(most ?? value, value)
      knownMs += lastsMs
      sum += value * lastsMs
    }
  }
  return { most, mean: knownMs > 0 ? sum / knownMs : most, unknownMs }
}
