/** opossum as a strategy; described in lib/core/strategy/libraries/opossum.ts. */
import CircuitBreaker from 'opossum'
import type { AttemptReply } from '@/lib/core/history/attempt'
import type { Call } from '@/lib/core/strategy/call'
import { compose } from '@/lib/core/strategy/compose'
import { retriesAroundOpossum, type OpossumParams } from '@/lib/core/strategy/libraries/opossum'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { AttemptFailed } from './library-operation'

/** Ends an operation at the open breaker. */
class RefusedByBreaker extends Error {}

export function opossumStrategy(params: OpossumParams): Strategy {
  const { errorThresholdPercentage, volumeThreshold, rollingCountTimeout, rollingCountBuckets } = params
  const breaker = new CircuitBreaker(succeedOrThrow, {
    ...{ errorThresholdPercentage, volumeThreshold, rollingCountTimeout, rollingCountBuckets },
    resetTimeout: params.resetTimeout,
    timeout: false,
    // Statistics for people, which nobody reads here and which cost time at each failure.
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  })
  const retries = compose(retriesAroundOpossum(params))
  const attemptThrough = async (call: Call): Promise<AttemptReply> => {
    try {
      return await breaker.fire(call)
    } catch (error) {
      if (error instanceof AttemptFailed) return error.reply
      if (!isOpenBreaker(error)) throw error
      call.refuse('breaker-open')
      if (params.whenOpen === 'end') throw new RefusedByBreaker()
      return { outcome: 'fail', errorClass: 'breaker-open' }
    }
  }
  return {
    watchBreaker: (changed) => {
      breaker
        .on('open', () => changed('open'))
        .on('halfOpen', () => changed('half-open'))
        .on('close', () => changed('closed'))
    },
    run: async (call) => {
      try {
        return await retries.run(withAttempt(call, () => attemptThrough(call)))
      } catch (error) {
        if (error instanceof RefusedByBreaker) return 'refused'
        throw error
      }
    },
    // Its window is turned by an interval that nobody else would stop.
    close: () => breaker.shutdown(),
  }
}

/** What opossum counts: it takes a rejection for a failure. */
async function succeedOrThrow(call: Call): Promise<AttemptReply> {
  const reply = await call.attempt()
  if (reply.outcome !== 'ok') throw new AttemptFailed(reply)
  return reply
}

function isOpenBreaker(error: unknown): boolean {
  return CircuitBreaker.isOurError(error as Error) && (error as { code?: unknown }).code === 'EOPENBREAKER'
}

/** The same call with other attempts. Written out, because a call's private parts do not go along with a copy. */
function withAttempt(call: Call, attempt: () => Promise<AttemptReply>): Call {
  return {
    kind: call.kind,
    random: call.random,
    startMs: call.startMs,
    deadlineMs: call.deadlineMs,
    nowMs: () => call.nowMs(),
    attempt,
    refuse: (reason) => call.refuse(reason),
    wait: (nominalMs, plannedMs, options) => call.wait(nominalMs, plannedMs, options),
    get signal() {
      return call.signal
    },
    noteDelay: (nominalMs, plannedMs) => call.noteDelay(nominalMs, plannedMs),
    defer: () => call.defer(),
  }
}
