/** Data of the retry-count distribution: share of operations by number of retries beside what theory expects of it. */
import { percent, percentRange } from '@/components/format/figures'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { expectedRetries, type ExpectedRetries } from '@/lib/core/summary/expected-retries'
import { retryShare } from '@/lib/core/summary/figures'
import type { Estimate } from '@/lib/core/summary/interval'
import type { RunReport, StrategyFigures } from '@/lib/core/summary/report'

/** Retry counts with a bar of their own; what lies above shares one. */
const OWN_BARS = 6

export interface RetryRow {
  /** "0", "1", … "6+". */
  retries: string
  /** Per arm; null when this arm had no operation at all. */
  shares: (number | null)[]
  /** Per arm; null, besides, where the sample can carry none. */
  intervals: (Estimate | null)[]
  operations: number[]
  /** Per arm, expected share of operations; null where theory has none. */
  expected: (number | null)[]
  words: string[]
}

export type Expectation = ExpectedRetries | { reason: string }

/** What is expected of each arm at a fault point, or over all of them. */
export function expectations(report: RunReport, point: number | null): Expectation[] {
  return report.spec.strategies.map((_, arm) => expectedRetries(report, arm, point, builtInCatalogue))
}

/** Rows from no retry to the most that any arm needed, or may be expected to have needed. */
export function retryRows(
  arms: readonly (StrategyFigures | null)[],
  labels: readonly string[],
  expected: readonly Expectation[] = [],
): RetryRow[] {
  const laws = arms.map((_, arm) => lawOf(expected[arm]))
  const most = Math.max(
    0,
    ...arms.map((figures) => figures?.retryDistribution.at(-1)?.retries ?? 0),
    ...arms.map((figures, arm) => lastExpected(laws[arm] ?? null, figures?.operations ?? 0)),
  )
  const last = Math.min(most, OWN_BARS)
  return Array.from({ length: last + 1 }, (_, retries) => {
    const open = retries === last && most > last
    const operations = arms.map((figures) =>
      (figures?.retryDistribution ?? [])
        .filter((bar) => (open ? bar.retries >= retries : bar.retries === retries))
        .reduce((sum, bar) => sum + bar.operations, 0),
    )
    const shares = arms.map((figures, arm) =>
      figures && figures.operations > 0 ? (operations[arm] ?? 0) / figures.operations : null,
    )
    const intervals = arms.map((figures, arm) => figures && retryShare(figures, operations[arm] ?? 0))
    const law = laws.map((of) =>
      of === null
        ? null
        : open
          ? of.shares.slice(retries).reduce((sum, share) => sum + share, 0)
          : (of.shares[retries] ?? 0),
    )
    const name = open ? `${retries}+` : `${retries}`
    return {
      retries: name,
      operations,
      shares,
      intervals,
      expected: law,
      words: [
        `${name} ${name === '1' ? 'retry' : 'retries'}`,
        ...shares.map((share, arm) =>
          share === null
            ? `${labels[arm]}: nothing measured`
            : `${labels[arm]}: ${shareWords(share, intervals[arm])}${expectedWords(law[arm])}`,
        ),
      ],
    }
  })
}

function lawOf(expectation: Expectation | undefined): ExpectedRetries | null {
  return expectation && 'shares' in expectation ? expectation : null
}

/** The highest count of which at least half an operation is expected. */
function lastExpected(law: ExpectedRetries | null, operations: number): number {
  return law
    ? Math.max(
        0,
        law.shares.findLastIndex((share) => share * operations >= 0.5),
      )
    : 0
}

/** "12.3 % (11.0–13.7 %)"; a share without interval says so. */
export function shareWords(share: number, interval: Estimate | null | undefined): string {
  return `${percent(share)} (${interval ? percentRange(interval, 1) : 'no interval: too few seconds'})`
}

function expectedWords(share: number | null | undefined): string {
  return share === null || share === undefined ? '' : `, expected ${percent(share)}`
}

/** "No expected counts for a, b: other faults than loss act." One sentence per reason; none where all arms have a law. */
export function missingWords(expected: readonly Expectation[], labels: readonly string[]): string[] {
  const byReason = new Map<string, string[]>()
  expected.forEach((expectation, arm) => {
    if (!('reason' in expectation)) return
    byReason.set(expectation.reason, [...(byReason.get(expectation.reason) ?? []), labels[arm] ?? ''])
  })
  return [...byReason].map(([reason, names]) =>
    names.length === labels.length
      ? `No expected counts: ${reason}.`
      : `No expected counts for ${names.join(', ')}: ${reason}.`,
  )
}
