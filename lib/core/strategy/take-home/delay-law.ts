/** The laws that delays follow, in words that no target owns, and what becomes of them where a target knows fewer. */
import { largestDecorrelated } from '../libraries/cockatiel'
import { plain, shares } from './number-text'

export interface ExponentialLaw {
  kind: 'exponential'
  initialMs: number
  /** 1 = a constant delay. */
  factor: number
  capMs: number
  lowShare: number
  highShare: number
  addedMs: number
  /** True: the drawn delay is capped instead of the nominal one. */
  capsDraw: boolean
}

export type DelayLaw =
  /** min(initial × factor^(n−1), cap) × U(lowShare, highShare) + U(0, added), or min(initial × … × U(…), cap) */
  | ExponentialLaw
  /** min(n × step, cap) */
  | { kind: 'linear'; stepMs: number; capMs: number }
  /** min(cap, U(base, 3 × the delay before)) */
  | { kind: 'decorrelated'; baseMs: number; capMs: number }
  /** Differences of f(t) = factor^t × tanh(√(4t)), scaled and capped: decorrelatedJitterGenerator, and Polly's UseJitter. */
  | { kind: 'smoothly-decorrelated'; initialMs: number; factor: number; capMs: number }

const AS_IS = { kind: 'exponential', lowShare: 1, highShare: 1, addedMs: 0, capsDraw: false } as const

/** An exponential law; what is left out is as it is without jitter. */
export function exponential(
  law: Pick<ExponentialLaw, 'initialMs' | 'factor' | 'capMs'> & Partial<ExponentialLaw>,
): ExponentialLaw {
  return { ...AS_IS, ...law }
}

/** The same delay before each retry. */
export function constantLaw(delayMs: number): ExponentialLaw {
  return exponential({ initialMs: delayMs, factor: 1, capMs: delayMs })
}

/** Shortest and longest delay before retry n under a law. */
export function lawBounds(law: DelayLaw, retry: number): { minMs: number; maxMs: number } {
  switch (law.kind) {
    case 'linear': {
      const delayMs = Math.min(law.stepMs * retry, law.capMs)
      return { minMs: delayMs, maxMs: delayMs }
    }
    case 'decorrelated':
      return {
        minMs: Math.min(law.baseMs, law.capMs),
        maxMs: Math.min(law.capMs, law.baseMs * 3 ** retry),
      }
    case 'smoothly-decorrelated': {
      const longestMs = largestDecorrelated({ initialDelay: law.initialMs, exponent: law.factor }, retry)
      return { minMs: 0, maxMs: Math.min(law.capMs, longestMs) }
    }
    case 'exponential': {
      const grownMs = law.initialMs * law.factor ** (retry - 1)
      const at = (share: number) =>
        law.capsDraw ? Math.min(grownMs * share, law.capMs) : Math.min(grownMs, law.capMs) * share
      return { minMs: at(law.lowShare), maxMs: at(law.highShare) + law.addedMs }
    }
  }
}

/** The law as an exponential one, for targets that know no other; `notExpressed` says what was lost. */
export function nearestExponential({ law, maxAttempts }: { law: DelayLaw; maxAttempts: number }): {
  law: ExponentialLaw
  notExpressed: string[]
} {
  switch (law.kind) {
    case 'exponential':
      return { law, notExpressed: [] }
    case 'linear': {
      const capMs = Math.min(law.capMs, law.stepMs * Math.max(1, maxAttempts - 1))
      const initialMs = Math.min(law.stepMs, capMs)
      return {
        law: exponential({ initialMs, factor: 2, capMs }),
        notExpressed: [
          `Linear growth (n × ${plain(law.stepMs)} ms, at most ${plain(law.capMs)} ms) is replaced by doubling from ${plain(initialMs)} ms up to ${plain(capMs)} ms.`,
        ],
      }
    }
    case 'decorrelated': {
      // The first delay is drawn from U(base, 3 × base), which is 2 × base ± 50 %; its mean then grows by about 1.5.
      const initialMs = Math.min(2 * law.baseMs, law.capMs)
      return {
        law: exponential({ initialMs, factor: 1.5, capMs: law.capMs, lowShare: 0.5, highShare: 1.5 }),
        notExpressed: [
          `Decorrelated jitter (each delay drawn between ${plain(law.baseMs)} ms and three times the one before) is replaced by exponential delays of the same mean at first: ${plain(initialMs)} ms × 1.5 per retry, up to ${plain(law.capMs)} ms.`,
        ],
      }
    }
    case 'smoothly-decorrelated': {
      const { initialMs, factor, capMs } = law
      return {
        law: exponential({ initialMs, factor, capMs, lowShare: 0 }),
        notExpressed: [
          `cockatiel’s decorrelated jitter (${lawText(law)}) is replaced by full jitter over exponential delays of the same growth.`,
        ],
      }
    }
  }
}

/** Whether the cap is reached within the strategy's retries. */
export function reachesCap(law: ExponentialLaw, maxAttempts: number): boolean {
  return law.factor > 1 && law.initialMs * law.factor ** (maxAttempts - 2) > law.capMs
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
    case 'smoothly-decorrelated':
      return `smoothly decorrelated around ${plain(law.initialMs)} ms × ${plain(law.factor)} per retry up to ${plain(law.capMs)} ms`
    case 'exponential': {
      const growth = law.factor === 1 ? '' : ` × ${plain(law.factor)} per retry up to ${plain(law.capMs)} ms`
      const added = law.addedMs === 0 ? '' : `, plus up to ${plain(law.addedMs)} ms`
      return `${plain(law.initialMs)} ms${growth}, of which ${shares(law)} are drawn${added}`
    }
  }
}

/** The jitter of additive laws, for targets that spread by shares only. */
export function addedText({ addedMs }: ExponentialLaw): string[] {
  return addedMs === 0 ? [] : [`The up to ${plain(addedMs)} ms added to each delay are left out.`]
}

/** The cap of drawn delays, for targets that cap before the draw. */
export function capText(law: ExponentialLaw, maxAttempts: number): string[] {
  const { capsDraw, highShare, initialMs, factor, capMs } = law
  return capsDraw && highShare !== 1 && initialMs * highShare * factor ** (maxAttempts - 2) > capMs
    ? [
        `The cap of ${plain(capMs)} ms after jitter: here no delay exceeds it, there jitter is added to a capped delay.`,
      ]
    : []
}
