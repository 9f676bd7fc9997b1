/** What a run counts beside attempts and retries, with the words that explain it: one source for screens and terminals. */
import type { ErrorClass, Refusal } from '../history/error-class'
import type { StrategyFigures } from './report'

export const APART_KINDS = ['refused', 'deferred', 'leaked', 'auxiliary'] as const
export type ApartKind = (typeof APART_KINDS)[number]

export const APART_WORDS: Record<ApartKind, { title: string; meaning: string }> = {
  refused: {
    title: 'Refused tries',
    meaning:
      'The strategy’s own breaker, budget or throttle did not let them through: nothing was sent, and they are no attempts.',
  },
  deferred: {
    title: 'Deferred jobs',
    meaning:
      'Their callers were told “accepted for later”. A job that was done makes its operation ok; one that was given up is a ticket for a person.',
  },
  leaked: {
    title: 'Leaked attempts',
    meaning:
      'They began after their caller had left, because the strategy ignores cancellation: load that nobody waits for.',
  },
  auxiliary: {
    title: 'Auxiliary requests',
    meaning:
      'Reads that the strategy adds for its own knowledge. They load the target, but are neither attempts nor retries.',
  },
}

/** A part of a count; parts may overlap. */
export interface ApartDetail {
  count: number
  /** As it stands after the number. */
  words: string
}

export interface CountedApart {
  kind: ApartKind
  count: number
  details: ApartDetail[]
}

const REFUSED_BY: Record<Refusal, string> = {
  'breaker-open': 'by its breaker',
  'budget-empty': 'by its budget',
  throttled: 'by its throttle',
}

/** What is not 0, in the order of {@link APART_KINDS}. */
export function countedApart(figures: StrategyFigures): CountedApart[] {
  const { refused, leakedAttempts, auxiliaryRequests, deferred } = figures
  const all: CountedApart[] = [
    { kind: 'refused', count: refused, details: refusedDetails(figures) },
    { kind: 'deferred', count: deferred?.jobs ?? 0, details: deferredDetails(deferred) },
    { kind: 'leaked', count: leakedAttempts, details: [] },
    { kind: 'auxiliary', count: auxiliaryRequests, details: [] },
  ]
  return all.filter(({ count }) => count > 0)
}

function refusedDetails({ errors, unattempted }: StrategyFigures): ApartDetail[] {
  const by = Object.entries(REFUSED_BY).map(([errorClass, words]) => ({
    count: errors[errorClass as ErrorClass] ?? 0,
    words,
  }))
  return [...by, { count: unattempted, words: 'operations without any attempt' }].filter(
    ({ count }) => count > 0,
  )
}

function deferredDetails(deferred: StrategyFigures['deferred']): ApartDetail[] {
  if (!deferred) return []
  const done = deferred.doneAt.map((count, index) => ({
    count,
    words: `done at try ${index + 1} of the queue`,
  }))
  return [
    ...done.filter(({ count }) => count > 0),
    { count: deferred.givenUp, words: 'given up' },
    { count: deferred.mostOpen, words: 'open at most at once' },
  ]
}
