/** What hedging has that several targets lack, a sentence each. */
import type { z } from 'zod'
import type { hedging } from '../hedging'
import { plain } from './number-text'

export type HedgingParams = z.output<typeof hedging.params>

/** One attempt is no hedging: what is set for more has no effect. */
export function singleTexts(p: HedgingParams): string[] {
  return p.maxAttempts > 1
    ? []
    : [
        `A hedging delay of ${plain(p.hedgeDelayMs)} ms and ${p.nonFatal} as non-fatal failures: they act with more than one attempt only, and are left out.`,
      ]
}

/** @param failures which failures send the next attempt there */
export function failureTexts({ maxAttempts, nonFatal }: HedgingParams, failures: string): string[] {
  if (maxAttempts === 1) return []
  const here = {
    temporary: 'all but permanent ones',
    'not-executed': 'those after which it is certain that nothing happened',
    none: 'none; each ends the operation',
  }
  return [`Which failures send the next attempt: here ${here[nonFatal]}, there ${failures}.`]
}

/** @param instead what the target does where throttling is on */
export function throttlingTexts(p: HedgingParams, instead: string): string[] {
  return p.throttling === 'off'
    ? [
        `Max tokens ${p.maxTokens} and token ratio ${p.tokenRatio}: they act with throttling on only, and are left out.`,
      ]
    : [`Throttling (max tokens ${p.maxTokens}, token ratio ${p.tokenRatio}): ${instead}`]
}

/** What concerns HTTP alone, where a spec says it. */
export function httpTexts(p: object): string[] {
  const { statuses, retryAfter } = p as { statuses?: string; retryAfter?: string }
  const said = [statuses && `statuses as ${statuses}`, retryAfter && `Retry-After: ${retryAfter}`].filter(
    Boolean,
  )
  return said.length === 0 ? [] : [`How HTTP replies are read (${said.join(', ')}) has no counterpart.`]
}
