/**
 * A circuit breaker as resilience4j's: both kinds open by the failure rate of a window.
 * Source: resilience4j documentation, "CircuitBreaker": opens when the rate is equal to or greater than the threshold, of 1 to
 * 100 per cent; a time-based window has whole seconds; half-open, it waits for all permitted calls and takes their rate.
 */
import { plain, share } from './number-text'
import type { BreakerIntent } from './retry-intent'

const SMALLEST_RATE = 1

export function resilience4jBreaker(breaker: BreakerIntent): { lines: string[]; notExpressed: string[] } {
  const { opens, openMs, probes } = breaker
  const openWholeMs = Math.max(1, Math.round(openMs))
  const window =
    opens.kind === 'in-a-row' ? inARow(opens.failures) : byShare(opens.share, opens.windowMs, opens.minCalls)
  return {
    lines: [
      '  circuitbreaker:',
      '    instances:',
      '      target:',
      ...window.lines.map((line) => `        ${line}`),
      `        waitDurationInOpenState: ${openWholeMs}ms`,
      `        permittedNumberOfCallsInHalfOpenState: ${probes}`,
    ],
    notExpressed: [
      ...window.notExpressed,
      ...(openWholeMs === openMs ? [] : [`Open for ${plain(openMs)} ms: whole milliseconds from 1 on.`]),
      ...(probes === 1
        ? []
        : [
            'A half-open breaker that opens again with the first failure: resilience4j waits for all its probes.',
          ]),
    ],
  }
}

/** So many failures in a row are a window of that size with nothing but failures. */
function inARow(failures: number) {
  const window = failures + 1
  return {
    lines: [
      'slidingWindowType: COUNT_BASED',
      `slidingWindowSize: ${window}`,
      `minimumNumberOfCalls: ${window}`,
      'failureRateThreshold: 100',
    ],
    notExpressed: [],
  }
}

function byShare(failureShare: number, windowMs: number, minCalls: number) {
  const seconds = Math.max(1, Math.round(windowMs / 1000))
  const rate = Math.max(SMALLEST_RATE, failureShare * 100)
  return {
    lines: [
      'slidingWindowType: TIME_BASED',
      `slidingWindowSize: ${seconds}`,
      `minimumNumberOfCalls: ${Math.max(1, minCalls)}`,
      `failureRateThreshold: ${plain(rate, 4)}`,
    ],
    notExpressed: [
      `Above ${share(failureShare)} of failures: resilience4j opens at ${plain(rate, 4)} % already.`,
      ...(seconds * 1000 === windowMs ? [] : [`A window of ${plain(windowMs)} ms: whole seconds from 1 on.`]),
    ],
  }
}
