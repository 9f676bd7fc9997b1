/** What a strategy has besides its delays, where a target lacks it or has something else instead. */
import { lawText } from './delay-law'
import { plain, share } from './number-text'
import type { BreakerIntent, RetryIntent } from './retry-intent'

/** What a target has instead, in words that end a sentence; null = it expresses the thing itself. */
export interface Instead {
  elapsed: string | null
  ownDeadline: string | null
  breaker: string | null
  /** True: its breaker clears its counts as gobreaker's Interval says. */
  clearsBreaker?: true
  throttling: string | null
  /** Which failures the target retries, in words that follow "there". */
  failures: string | null
  /** Left out = the target does not round. */
  rounds?: boolean
}

/** The sentences about all that is not a delay, for a strategy of one attempt too. */
export function guardTexts(intent: RetryIntent, instead: Instead): string[] {
  const { maxAttempts, ownDeadlineMs, breaker, grpc, others } = intent
  return [
    ...(maxAttempts === 1 ? withoutRetries(intent) : retryTexts(intent, instead)),
    ...(ownDeadlineMs !== null && instead.ownDeadline !== null
      ? [`Attempts cut ${plain(ownDeadlineMs)} ms after the start: ${instead.ownDeadline}`]
      : []),
    ...(breaker && instead.breaker !== null ? [`${breakerText(breaker)}: ${instead.breaker}`] : []),
    ...(breaker && instead.breaker === null && !instead.clearsBreaker ? clearingTexts(breaker) : []),
    ...(breaker && instead.breaker === null && maxAttempts === 1 && breaker.whenOpen === 'wait'
      ? [`That ${WHEN_OPEN.wait} is left out: after one attempt there is none.`]
      : []),
    ...(grpc ? [`Which member an attempt goes to (${grpc.loadBalancing}) is left to the client.`] : []),
    ...others,
    ...failureTexts(intent, instead),
  ]
}

/** What guards retries alone; one attempt has none. */
function withoutRetries({
  law,
  maxElapsedMs,
  ownDeadlineMs,
  deadlineAware,
  throttling,
}: RetryIntent): string[] {
  const isNothing = law.kind === 'exponential' && law.initialMs === 0
  const limits = [
    ...(maxElapsedMs === null || ownDeadlineMs !== null
      ? []
      : [`none that would end more than ${plain(maxElapsedMs)} ms after the start`]),
    ...(deadlineAware ? ['none that would outlast the caller’s deadline'] : []),
  ]
  return [
    ...(isNothing
      ? []
      : [`Waits (${[lawText(law), ...limits].join('; ')}) are left out: after one attempt there are none.`]),
    ...(throttling
      ? [
          `Retry throttling (${plain(throttling.maxTokens)} tokens, ${plain(throttling.tokenRatio)} back per success) is left out: there are no retries to hold back.`,
        ]
      : []),
  ]
}

function retryTexts(intent: RetryIntent, instead: Instead): string[] {
  const { maxElapsedMs, deadlineAware, throttling, roundsToMs } = intent
  return [
    ...(maxElapsedMs !== null && instead.elapsed !== null
      ? [`No wait that would end more than ${plain(maxElapsedMs)} ms after the start: ${instead.elapsed}`]
      : []),
    ...(deadlineAware
      ? [
          'No wait that would outlast the caller’s deadline: a wait is begun all the same and ends with the deadline.',
        ]
      : []),
    ...(throttling && instead.throttling !== null
      ? [
          `Retry throttling (${plain(throttling.maxTokens)} tokens, ${plain(throttling.tokenRatio)} back per success) ${instead.throttling}`,
        ]
      : []),
    ...(roundsToMs && !instead.rounds ? ['Delays in whole milliseconds: there they are not rounded.'] : []),
  ]
}

function failureTexts({ maxAttempts, retried, breaker }: RetryIntent, { failures }: Instead): string[] {
  if (failures === null) return []
  // gobreaker and opossum take every error for a failure, as the targets do.
  const counts = breaker !== null && !breaker.countsPermanent
  if (maxAttempts === 1 && !counts) return []
  const which =
    maxAttempts === 1
      ? 'Which failures the breaker counts'
      : `Which failures are retried${counts ? ' and counted' : ''}`
  return [`${which}: here ${retried}, there ${failures}.`]
}

const WHEN_OPEN = { end: 'a refused try ends the operation', wait: 'a refused try is followed by a wait' }

function clearingTexts({ opens }: BreakerIntent): string[] {
  if (opens.kind !== 'in-a-row' || opens.clearsEveryMs === undefined) return []
  return [
    `The breaker’s counts are cleared every ${plain(opens.clearsEveryMs)} ms while it is closed (gobreaker’s Interval): left out.`,
  ]
}

function breakerText({ opens, openMs, probes, whenOpen }: BreakerIntent): string {
  const clearing =
    opens.kind === 'in-a-row' && opens.clearsEveryMs !== undefined
      ? `, cleared every ${plain(opens.clearsEveryMs)} ms`
      : ''
  const above =
    opens.kind === 'in-a-row'
      ? `more than ${opens.failures} failures in a row${clearing}`
      : `more than ${share(opens.share)} failures among ${opens.minCalls} or more calls of the last ${plain(opens.windowMs)} ms`
  return `The circuit breaker (opens after ${above} for ${plain(openMs)} ms, then lets ${probes} through; ${WHEN_OPEN[whenOpen]})`
}
