/** Words and figures that several targets share. */
import type { DelayLaw, ExponentialLaw, RetryIntent } from './retry-intent'

/** At most so many decimals and no exponent: what configuration parsers read. */
export function plain(value: number, decimals = 6): string {
  return value
    .toFixed(decimals)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

/** "0.05s": the JSON form of a protobuf Duration. */
export function protobufDuration(ms: number): string {
  return `${plain(ms / 1000, 9)}s`
}

/** "50 %". */
export function share(value: number): string {
  return `${plain(value * 100, 1)} %`
}

/** "0–100 %" of the nominal delay. */
export function shares({ lowShare, highShare }: Pick<ExponentialLaw, 'lowShare' | 'highShare'>): string {
  return lowShare === highShare ? share(lowShare) : `${plain(lowShare * 100, 1)}–${share(highShare)}`
}

/** The law as an exponential one, for targets that know no other; `notExpressed` says what was lost. */
export function nearestExponential({ law, maxAttempts }: Pick<RetryIntent, 'law' | 'maxAttempts'>): {
  law: ExponentialLaw
  notExpressed: string[]
} {
  const common = { kind: 'exponential', addedMs: 0 } as const
  switch (law.kind) {
    case 'exponential':
      return { law, notExpressed: [] }
    case 'linear': {
      const capMs = Math.min(law.capMs, law.stepMs * Math.max(1, maxAttempts - 1))
      const initialMs = Math.min(law.stepMs, capMs)
      return {
        law: { ...common, initialMs, factor: 2, capMs, lowShare: 1, highShare: 1 },
        notExpressed: [
          `Linear growth (n × ${plain(law.stepMs)} ms, at most ${plain(law.capMs)} ms) is replaced by doubling from ${plain(initialMs)} ms up to ${plain(capMs)} ms.`,
        ],
      }
    }
    case 'decorrelated': {
      // The first delay is drawn from U(base, 3 × base), which is 2 × base ± 50 %; its mean then grows by about 1.5.
      const initialMs = Math.min(2 * law.baseMs, law.capMs)
      return {
        law: { ...common, initialMs, factor: 1.5, capMs: law.capMs, lowShare: 0.5, highShare: 1.5 },
        notExpressed: [
          `Decorrelated jitter (each delay drawn between ${plain(law.baseMs)} ms and three times the one before) is replaced by exponential delays of the same mean at first: ${plain(initialMs)} ms × 1.5 per retry, up to ${plain(law.capMs)} ms.`,
        ],
      }
    }
  }
}

/** Whether the cap is reached within the strategy's retries. */
export function reachesCap(law: ExponentialLaw, maxAttempts: number): boolean {
  return law.factor > 1 && law.initialMs * law.factor ** (maxAttempts - 2) > law.capMs
}

/** The jitter of additive laws, for targets that spread by shares only. */
export function addedText({ addedMs }: ExponentialLaw): string[] {
  return addedMs === 0 ? [] : [`The up to ${plain(addedMs)} ms added to each delay are left out.`]
}

/** Limits in time that a target leaves to its caller. */
export function timeLimitTexts(intent: RetryIntent, instead: string): string[] {
  const { maxElapsedMs, deadlineAware } = intent
  return [
    ...(maxElapsedMs === null
      ? []
      : [`No wait that would end more than ${plain(maxElapsedMs)} ms after the start: ${instead}`]),
    ...(deadlineAware
      ? [
          'No wait that would outlast the caller’s deadline: a wait is begun all the same and ends with the deadline.',
        ]
      : []),
  ]
}

const WHEN_OPEN = { end: 'a refused try ends the operation', wait: 'a refused try is followed by a wait' }

/** The breaker, where a target has none that counts failures in a row. */
export function breakerText({ breaker }: RetryIntent, instead: string): string[] {
  return breaker
    ? [
        `The circuit breaker (opens after more than ${breaker.consecutiveFailures} failures in a row for ${plain(breaker.openMs)} ms, then lets ${breaker.probes} through; ${WHEN_OPEN[breaker.whenOpen]}): ${instead}`,
      ]
    : []
}

/** gRPC's throttling, where a target lacks it. */
export function throttlingText({ throttling }: RetryIntent): string[] {
  return throttling
    ? [
        `Retry throttling (${plain(throttling.maxTokens)} tokens, ${plain(throttling.tokenRatio)} back per success) has no counterpart.`,
      ]
    : []
}

/** True for a law whose delays are all the same and never spread. */
export function isConstant(law: DelayLaw): boolean {
  return (
    law.kind === 'exponential' &&
    law.factor === 1 &&
    law.lowShare === 1 &&
    law.highShare === 1 &&
    law.addedMs === 0
  )
}

/** The law in a few words, for targets that leave it out as a whole. */
export function lawText(law: DelayLaw): string {
  switch (law.kind) {
    case 'linear':
      return `n × ${plain(law.stepMs)} ms, at most ${plain(law.capMs)} ms`
    case 'decorrelated':
      return `decorrelated from ${plain(law.baseMs)} ms up to ${plain(law.capMs)} ms`
    case 'exponential': {
      const growth = law.factor === 1 ? '' : ` × ${plain(law.factor)} per retry up to ${plain(law.capMs)} ms`
      const added = law.addedMs === 0 ? '' : `, plus up to ${plain(law.addedMs)} ms`
      return `${plain(law.initialMs)} ms${growth}, of which ${shares(law)} are drawn${added}`
    }
  }
}
