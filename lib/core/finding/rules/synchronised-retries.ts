/** Retries that arrive together, because callers that failed together wait equally long. */
import { percent, type FindingRule } from '../finding'
import { binned, isRetry, largest } from '../operations'

const BIN_MS = 10
const MIN_RETRIES = 30
/** A bin is a burst when it holds at least so many retries, and so many times its share. */
const MIN_IN_BURST = 5
const BURST_RATIO = 5
const MIN_SHARE = 0.5
/** Share of retries that wait exactly as long as their formula says. */
const MIN_WITHOUT_JITTER = 0.9

export const synchronisedRetries: FindingRule = {
  name: 'synchronised-retries',
  title: 'Synchronised retries',
  description: `More than half of at least ${MIN_RETRIES} retries begin within 10 ms of ${MIN_IN_BURST - 1} or more others, ${BURST_RATIO} times as densely as the average, and nine in ten of them wait exactly the nominal delay.`,
  remedy: 'Add jitter: full jitter, U(0, delay), spreads the same retries over the whole delay at no cost.',
  look({ attempts, windowMs }) {
    const retries = attempts.filter(isRetry)
    if (retries.length < MIN_RETRIES) return null
    const waited = retries.filter(({ nominalDelayMs }) => nominalDelayMs > 0)
    const exact = waited.filter(({ nominalDelayMs, plannedDelayMs }) => nominalDelayMs === plannedDelayMs)
    if (waited.length === 0 || exact.length / waited.length < MIN_WITHOUT_JITTER) return null
    const starts = retries.map(({ startMs }) => startMs)
    const bins = binned(starts, BIN_MS, largest(starts, windowMs) + 1)
    const average = retries.length / bins.length
    const bursts = bins.filter((number) => number >= MIN_IN_BURST && number >= BURST_RATIO * average)
    const share = bursts.reduce((sum, number) => sum + number, 0) / retries.length
    if (share <= MIN_SHARE) return null
    const most = largest(bursts, 0)
    return {
      severity: 'problem',
      evidence: `${percent(share)} of ${retries.length} retries fall into ${bursts.length} bursts of 10 ms; the largest holds ${most}`,
      measure: share,
      atMs: bins.indexOf(most) * BIN_MS,
    }
  },
}
