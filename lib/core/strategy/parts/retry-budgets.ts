/**
 * Gates that ration retries; first attempts always pass. Each is as its source has it, and counts in whole units where
 * its source does, so that it refuses exactly when the source would. Time is given; nothing here reads a clock.
 *
 * They are asked at the failure, before the wait for the retry is begun, as the originals do: Finagle's RetryFilter withdraws
 * and then schedules; botocore's RetryHandler acquires its quota and then computes the delay; grpc-go (stream.go, shouldRetry)
 * and grpc-java (RetriableStream, makeRetryDecision) count the failure, look at the tokens and then begin the backoff.
 * grpc-js 1.14 alone looks when its backoff timer fires (retrying-call.js, maybeRetryCall).
 */
import type { AttemptReply } from '../../history/attempt'
import { isPermanent } from './classification'
import type { Gate, Passage } from './gate'
import { windowedSum, type WindowedSum } from './windowed-sum'

const PASS: Passage = { admitted: true, report: () => undefined }
const EMPTY: Passage = { admitted: false, reason: 'budget-empty' }

function learning(report: (reply: AttemptReply) => void): Passage {
  return { admitted: true, report }
}

/** A token bucket on retries: so many a second, with room for a burst. Never below zero. */
export function tokenBucket({ ratePerSecond, burst }: { ratePerSecond: number; burst: number }): Gate {
  // In thousandths of a token, what a rate per second adds in a millisecond: sums of 0.1 would miss a whole token.
  let level = burst * 1000
  let filledMs: number | null = null
  return {
    ask: ({ attempt, nowMs }) => {
      level = Math.min(burst * 1000, level + (nowMs - (filledMs ?? nowMs)) * ratePerSecond)
      filledMs = nowMs
      if (attempt === 1) return PASS
      if (level < 1000) return EMPTY
      level -= 1000
      return PASS
    },
  }
}

/**
 * gRPC retry throttling: a failure costs 1, a success gives tokenRatio back; retries only while more than half is left.
 * A permanent error costs nothing: it says that the request was wrong, not that the server is in trouble.
 * Source: gRPC proposal A6, "Throttling Retry Attempts and Hedged RPCs"; decimals of the ratio beyond the third are
 * ignored, as it has it.
 */
export function grpcThrottling({ maxTokens, tokenRatio }: { maxTokens: number; tokenRatio: number }): Gate {
  const full = maxTokens * 1000
  // The addition undoes binary fractions such as 0.57 × 1000 = 569.99….
  const refund = Math.floor(tokenRatio * 1000 + 1e-6)
  let level = full
  const learn = learning(({ outcome, errorClass }) => {
    if (outcome === 'ok') level = Math.min(full, level + refund)
    else if (!isPermanent(errorClass)) level = Math.max(0, level - 1000)
  })
  return { ask: ({ attempt }) => (attempt > 1 && level <= full / 2 ? EMPTY : learn) }
}

/**
 * Finagle's retry budget: each request of the last ttl deposits a share of a retry, on top of a minimum per second.
 * Source: com.twitter.finagle.service.RetryBudget (defaults: 10 s, 10 a second, 20 %).
 */
export function finagleBudget(settings: {
  ttlMs: number
  minRetriesPerSecond: number
  percentCanRetry: number
}): Gate {
  const { ttlMs, minRetriesPerSecond, percentCanRetry } = settings
  // Whole units as there: a request deposits 1000, a retry costs 1000 ÷ share.
  const deposit = percentCanRetry === 0 ? 0 : 1000
  const cost = percentCanRetry === 0 ? 1 : Math.trunc(1000 / percentCanRetry)
  const reserve = minRetriesPerSecond * (ttlMs / 1000) * cost
  let balance: WindowedSum | null = null
  return {
    ask: ({ attempt, nowMs }) => {
      balance ??= windowedSum(ttlMs, nowMs)
      if (attempt === 1) {
        balance.add(deposit, nowMs)
        return PASS
      }
      if (balance.at(nowMs) + reserve < cost) return EMPTY
      balance.add(-cost, nowMs)
      return PASS
    },
  }
}

/**
 * The retry quota of the AWS SDKs' standard mode: a retry takes its cost out of a shared capacity (a time-out costs more), a
 * success gives back what its operation's last retry took, or 1 when its first attempt succeeded.
 * Source: AWS SDKs and Tools Reference Guide, "Retry behavior"; botocore, retries/standard.py (RetryQuotaChecker):
 * capacity 500, cost 5, time-out 10.
 */
export function awsRetryQuota(settings: { capacity: number; retryCost: number; timeoutCost: number }): Gate {
  const { capacity, retryCost, timeoutCost } = settings
  let available = capacity
  const givingBack = (amount: number): Passage =>
    learning(({ outcome }) => {
      if (outcome === 'ok') available = Math.min(capacity, available + amount)
    })
  const first = givingBack(1)
  return {
    ask: ({ attempt, lastError }) => {
      if (attempt === 1) return first
      const cost = lastError === 'attempt-timeout' ? timeoutCost : retryCost
      if (cost > available) return EMPTY
      available -= cost
      return givingBack(cost)
    },
  }
}
