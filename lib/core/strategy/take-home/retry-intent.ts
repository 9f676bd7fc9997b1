/** What a strategy wants, in words that no target owns: how many attempts, which delays, which guards stand before them. */
import type { DelayLaw } from './delay-law'

export interface BreakerIntent {
  opens:
    /** Above so many failures in a row, as gobreaker; while it is closed, its counts are cleared this often. */
    | { kind: 'in-a-row'; failures: number; clearsEveryMs?: number }
    /** Above this share of the failures of a rolling window, once it holds so many calls. */
    | { kind: 'share'; share: number; windowMs: number; minCalls: number }
  openMs: number
  /** Half-open: so many are let through, and so many successes close it. */
  probes: number
  whenOpen: 'end' | 'wait'
  /** Whether a permanent error is a failure to it. */
  countsPermanent: boolean
}

export interface RetryIntent {
  /** The first included. */
  maxAttempts: number
  law: DelayLaw
  /** No wait is begun that would end later than this; null = no such limit. */
  maxElapsedMs: number | null
  /** A deadline nested in the caller's, at which attempts are cut, too; null = none. */
  ownDeadlineMs: number | null
  /** No wait is begun that would outlast the caller's deadline. */
  deadlineAware: boolean
  breaker: BreakerIntent | null
  /** gRPC's. */
  throttling: { maxTokens: number; tokenRatio: number } | null
  /** Which failures are retried, in words that follow "here". */
  retried: string
  /** What only a gRPC service config says. */
  grpc: { codes: string[]; loadBalancing: string } | null
  /** Delays are rounded to whole milliseconds. */
  roundsToMs: boolean
  /** What the strategy does besides, a sentence each: no target has it. */
  others: string[]
}

/** What a strategy is read as; what is left out it does not have. */
export type Read = Partial<RetryIntent> &
  Pick<RetryIntent, 'law' | 'maxAttempts'> & {
    /** True: further retries of another kind follow, which `others` names. */
    goesOn?: true
  }

export const ALL_BUT_PERMANENT = 'all but permanent ones'

/** An intent with nothing but what was read. */
export function intentOf({ goesOn: _goesOn, ...read }: Read): RetryIntent {
  return {
    ...{ maxElapsedMs: null, ownDeadlineMs: null, deadlineAware: false, breaker: null, throttling: null },
    ...{ retried: ALL_BUT_PERMANENT, grpc: null, roundsToMs: false, others: [] },
    ...read,
  }
}
