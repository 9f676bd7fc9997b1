/**
 * Gates that ration retries (first attempts always pass, except through the adaptive throttle), each as its source has it.
 * Time is given; nothing here reads a clock.
 */
import type { AttemptReply } from '../../history/attempt'
import type { Gate, Passage } from './gate'

const PASS: Passage = { admitted: true, report: () => undefined }
const EMPTY: Passage = { admitted: false, reason: 'budget-empty' }

function learning(report: (ok: boolean) => void): Passage {
  return { admitted: true, report: (reply: AttemptReply) => report(reply.outcome === 'ok') }
}

/** A token bucket on retries: so many a second, with room for a burst. Never below zero. */
export function tokenBucket({ ratePerSecond, burst }: { ratePerSecond: number; burst: number }): Gate {
  let tokens = burst
  let filledMs: number | null = null
  return {
    ask: ({ attempt, nowMs }) => {
      tokens = Math.min(burst, tokens + ((nowMs - (filledMs ?? nowMs)) * ratePerSecond) / 1000)
      filledMs = nowMs
      if (attempt === 1) return PASS
      if (tokens < 1) return EMPTY
      tokens -= 1
      return PASS
    },
  }
}

/**
 * gRPC retry throttling: a failure costs 1, a success gives tokenRatio back; retries only while more than half is left.
 * Source: gRPC proposal A6, "Throttling Retry Attempts and Hedged RPCs".
 */
export function grpcThrottling({ maxTokens, tokenRatio }: { maxTokens: number; tokenRatio: number }): Gate {
  let tokens = maxTokens
  const learn = learning(
    (ok) => (tokens = ok ? Math.min(maxTokens, tokens + tokenRatio) : Math.max(0, tokens - 1)),
  )
  return { ask: ({ attempt }) => (attempt > 1 && tokens <= maxTokens / 2 ? EMPTY : learn) }
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
  const reserve = minRetriesPerSecond * (ttlMs / 1000)
  const deposits: number[] = []
  const withdrawals: number[] = []
  const forget = (instants: number[], beforeMs: number) => {
    let gone = 0
    while (gone < instants.length && (instants[gone] ?? Infinity) <= beforeMs) gone++
    instants.splice(0, gone)
  }
  return {
    ask: ({ attempt, nowMs }) => {
      forget(deposits, nowMs - ttlMs)
      forget(withdrawals, nowMs - ttlMs)
      if (attempt === 1) {
        deposits.push(nowMs)
        return PASS
      }
      const balance = reserve + deposits.length * percentCanRetry - withdrawals.length
      if (balance < 1) return EMPTY
      withdrawals.push(nowMs)
      return PASS
    },
  }
}

/**
 * The retry quota of the AWS SDKs' standard mode: a retry takes its cost out of a shared capacity (a time-out costs more), a
 * success gives back what its operation's last retry took, or 1. Source: AWS SDKs and Tools Reference Guide, "Retry
 * behavior"; capacity 500, cost 5, time-out 10.
 */
export function awsRetryQuota(settings: { capacity: number; retryCost: number; timeoutCost: number }): Gate {
  const { capacity, retryCost, timeoutCost } = settings
  let available = capacity
  return {
    ask: ({ attempt, lastError }) => {
      const cost = attempt === 1 ? 0 : lastError === 'attempt-timeout' ? timeoutCost : retryCost
      if (cost > available) return EMPTY
      available -= cost
      return learning((ok) => {
        if (ok) available = Math.min(capacity, available + (cost || 1))
      })
    },
  }
}
