/** Where claims are read in a report: each gives an estimate with its interval, a count, or why there is none. */
import { count, counted } from '../words/counts'
import { meanInterval, wilson, type Estimate } from '../summary/interval'
import type { CellFigures, RunReport, StrategyOverview } from '../summary/report'
import type { Evidence, Measured } from './claim'

const NO_INTERVAL = 'too few seconds were measured, or many failures lie in too few of them, for an interval'

/** An estimate, or why there is none. */
export function estimated(estimate: Estimate | null | undefined, why = NO_INTERVAL): Measured {
  return estimate ? { kind: 'estimate', estimate } : { kind: 'unknown', why }
}

type Read = (evidence: Evidence) => Measured

/** What is only told over the whole run would mix in fault points that the preset does not have. */
function overWholeRun(read: (evidence: Evidence & { overall: StrategyOverview }) => Measured): Read {
  return (evidence) =>
    evidence.overall
      ? read({ ...evidence, overall: evidence.overall })
      : {
          kind: 'unknown',
          why: 'it is told over the whole run, which has other fault points than the preset',
        }
}

/** Reads one estimate of the figures at the claim's fault point. */
export function ofFigures(read: (figures: CellFigures) => Estimate | null | undefined): Read {
  return ({ figures }) => estimated(read(figures))
}

export const successRate: Read = ofFigures((figures) => figures.successRate)
export const failureRate: Read = ofFigures(
  ({ successRate: rate }) => rate && { value: 1 - rate.value, low: 1 - rate.high, high: 1 - rate.low },
)
export const throughput: Read = ofFigures((figures) => figures.throughputPerSecond)
/** Of callers that all fail in the same moment the median is known, but not how other moments would differ. */
export const retryTimeP50: Read = ({ figures: { retryTime } }) => {
  const measured = estimated(retryTime?.p50Ms)
  const value = retryTime?.medianMs ?? null
  return measured.kind === 'unknown' && value !== null ? { ...measured, value } : measured
}
export const retryTimeP99: Read = ofFigures((figures) => figures.retryTime?.p99Ms)

/** Requests − 1 per operation: retries, where a strategy sends nothing else. */
export const retriesPerOperation: Read = ofFigures(retriesEstimate)

function retriesEstimate({ amplification: all, ...figures }: CellFigures): Estimate | null {
  const isOnlyRetries = figures.auxiliaryRequests === 0 && figures.leakedAttempts === 0
  if (!all || !isOnlyRetries || figures.unattempted > 0) return null
  return { value: all.value - 1, low: Math.max(0, all.low - 1), high: all.high - 1 }
}

/** Retries per second of the window: operations per second × retries of each. */
export const retriesPerSecond: Read = ofFigures((figures) => {
  const retries = retriesEstimate(figures)
  return figures.throughputPerSecond && retries && productOf(figures.throughputPerSecond, retries)
})

/**
 * How many times as long an operation takes as with the strategy `reference`: callers ask without a pause, so the mean time is
 * callers ÷ throughput (Little's law), and its ratio that of the throughputs.
 */
export function meanTimeRatio(reference: string): Read {
  return (evidence) => ratioOfThroughputs(evidence, reference, (own, other) => ratioOf(other, own))
}

/** Throughput as a multiple of that of the strategy `reference`. */
export function throughputRatio(reference: string): Read {
  return (evidence) => ratioOfThroughputs(evidence, reference, ratioOf)
}

function ratioOfThroughputs(
  { figuresOf, figures: { throughputPerSecond: own } }: Evidence,
  reference: string,
  ratio: (own: Estimate, other: Estimate) => Estimate | null,
): Measured {
  const figures = figuresOf(reference)
  if (!figures) return { kind: 'unknown', why: `no strategy of this run is called “${reference}”` }
  const other = figures.throughputPerSecond
  return estimated(own && other && ratio(own, other))
}

/**
 * A ratio of two estimates by the MOVER on logarithms; as if they were independent.
 * Source: G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008.
 */
function ratioOf(a: Estimate, b: Estimate): Estimate | null {
  if (a.low <= 0 || b.low <= 0) return null
  const value = a.value / b.value
  return {
    value,
    low: value / Math.exp(Math.hypot(Math.log(a.value / a.low), Math.log(b.high / b.value))),
    high: value * Math.exp(Math.hypot(Math.log(a.high / a.value), Math.log(b.value / b.low))),
  }
}

/** A product likewise; where both fall together the interval is too wide rather than too narrow. */
function productOf(a: Estimate, b: Estimate): Estimate | null {
  if (b.value === 0) return { value: 0, low: 0, high: a.high * b.high }
  return b.low <= 0 ? null : ratioOf(a, { value: 1 / b.value, low: 1 / b.high, high: 1 / b.low })
}

/** Share of the operations with so many retries, or more, that succeeded. @param to the most retries that are looked at */
export function successWithRetries(from: number, to = from): Read {
  return ({ figures: { okByRetries, retryDistribution, retryDesignEffect: effect } }) => {
    if (!okByRetries || effect === null) return { kind: 'unknown', why: NO_INTERVAL }
    const within = (_: unknown, retries: number) => retries >= from && retries <= to
    const ok = okByRetries.filter(within).reduce((sum, count) => sum + count, 0)
    const all = retryDistribution
      .filter(({ retries }) => retries >= from && retries <= to)
      .reduce((sum, { operations }) => sum + operations, 0)
    return estimated(wilson(ok / effect, all / effect), 'no operation had so many retries')
  }
}

/** Mean deviation of the waits before retry `from` to `to` from their nominal ones; of the even sample that is kept of them. */
export function meanDeviation(from: number, to = from): Read {
  return overWholeRun(({ overall: { backoff } }) => {
    const shares = backoff.points
      .filter(({ retry, nominalMs }) => retry >= from && retry <= to && nominalMs > 0)
      .map(({ nominalMs, actualMs }) => Math.abs(actualMs - nominalMs) / nominalMs)
    const total = (pick: (share: number) => number) => shares.reduce((sum, share) => sum + pick(share), 0)
    const mean = meanInterval(
      shares.length,
      total((share) => share),
      total((share) => share ** 2),
    )
    return estimated(mean, 'fewer than two such waits are in the sample that is kept')
  })
}

/** Median of the waits that were meant to take so long: what was asked for and the timer's error. */
export function medianWait(askedMs: number): Read {
  return overWholeRun(({ overall: { backoff } }) => {
    const error = backoff.timerErrorMs?.p50
    return estimated(
      error && { value: askedMs + error.value, low: askedMs + error.low, high: askedMs + error.high },
      'too few waits for an interval of their median',
    )
  })
}

/** The most requests that any operation has made. */
export const mostRequests: Read = ({ figures: { retryDistribution, operations } }) => {
  const most = retryDistribution.findLastIndex((row) => row.operations > 0) + 1
  if (most === 0) return { kind: 'unknown', why: 'no operation was measured' }
  const requests = most === 1 ? 'request' : 'requests'
  return { kind: 'count', count: most, of: `${requests} at most, of ${counted(operations, 'operation')}` }
}

/** What a checker found in the target's own history, over all trials. */
export function checked(checker: string, of: string): Read {
  return overWholeRun(({ overall: { checks } }) => {
    const found = checks.find((check) => check.checker === checker)
    return !found || found.judgedTrials === 0
      ? { kind: 'unknown', why: 'the target’s own history could not be read' }
      : { kind: 'count', count: found.count, of: `${of} in ${count(found.outOf)}` }
  })
}

/** Trials in which a rule found something about the strategy. */
export function foundIn(rule: string, of: string): Read {
  return overWholeRun(({ report, arm }) => {
    const found = report.findings.find((finding) => finding.rule === rule && finding.arm === arm)
    return {
      ...{ kind: 'count', count: found?.trials.length ?? 0 },
      of: `of ${counted(report.trials.length, 'trial')} with ${of}`,
    }
  })
}

/** One value for each change of leader, as it struck the strategy. @param read null = not seen to its end */
export function perLeaderChange(
  read: (
    impact: NonNullable<RunReport['trials'][number]['leaderEvents']>[number]['impacts'][number],
    event: NonNullable<RunReport['trials'][number]['leaderEvents']>[number],
  ) => number | null,
): Read {
  return overWholeRun(({ report: { trials }, arm }) => {
    const all = trials.flatMap(({ leaderEvents }) => leaderEvents ?? [])
    const values = all.flatMap((event) => {
      const impact = event.impacts.find((one) => one.arm === arm)
      return impact ? [read(impact, event)] : []
    })
    const known = values.flatMap((value) => value ?? [])
    if (known.length === 0)
      return {
        kind: 'unknown',
        why: all.length === 0 ? 'the leader never changed' : 'it was not seen before the window was over',
      }
    return { kind: 'occasions', values: known, one: 'change of leader', many: 'changes of leader' }
  })
}

/** A line of the receipts, which has its own interval; of several trials one by one. @param into from its unit to the claim's */
export function receiptLine(measure: string, into: (value: number) => number): Read {
  return overWholeRun(({ report }) => {
    const lines = report.trials.flatMap(({ receipt }) =>
      receipt.flatMap(({ measure: name, measured, low, high }) =>
        name !== measure || measured === null ? [] : [{ measured, low, high }],
      ),
    )
    const [line] = lines
    if (!line) return { kind: 'unknown', why: 'the receipts of the trials have no such figure' }
    if (lines.length > 1)
      return {
        kind: 'occasions',
        values: lines.map(({ measured }) => into(measured)),
        one: 'trial',
        many: 'trials',
      }
    return line.low === null || line.high === null
      ? { kind: 'unknown', why: NO_INTERVAL }
      : estimated({ value: into(line.measured), low: into(line.low), high: into(line.high) })
  })
}
