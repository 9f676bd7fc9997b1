/** cockatiel as a strategy; described in lib/core/strategy/libraries/cockatiel.ts. */
import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  decorrelatedJitterGenerator,
  ExponentialBackoff,
  fullJitterGenerator,
  halfJitterGenerator,
  handleWhen,
  isBrokenCircuitError,
  noJitterGenerator,
  retry,
  type IBackoffFactory,
} from 'cockatiel'
import { cockatiel, type CockatielParams } from '@/lib/core/strategy/libraries/cockatiel'
import type { BreakerStateName } from '@/lib/core/history/series'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { isFinal, LibraryOperation } from './library-operation'

const isWorthRetrying = handleWhen((error) => !isFinal(error))

export function cockatielStrategy(params: CockatielParams): Strategy {
  const backoff = backoffOf(params)
  // Shared by the operations of the arm, as cockatiel asks for; its retry policy has no state to share.
  const breaker =
    params.breaker === 'none'
      ? null
      : circuitBreaker(isWorthRetrying, {
          halfOpenAfter: params.halfOpenAfter,
          breaker: new ConsecutiveBreaker(params.threshold),
        })
  return {
    ...(breaker && {
      watchBreaker: (changed) =>
        void breaker.onStateChange((state) => {
          const name = STATES[state]
          if (name) changed(name)
        }),
    }),
    run: (call) => {
      const operation = new LibraryOperation(call)
      const retries = retry(isWorthRetrying, { maxAttempts: params.maxAttempts, backoff })
      retries.onRetry(({ delay, attempt }) =>
        operation.noteDelay(cockatiel.delayBounds(params, attempt)?.nominalMs ?? 0, delay),
      )
      const library = retries.execute(async ({ signal }) => {
        if (!breaker) return operation.send()
        try {
          await breaker.execute(() => operation.send(), signal)
        } catch (error) {
          if (isBrokenCircuitError(error)) operation.refuse('breaker-open')
          throw error
        }
      }, call.signal)
      return operation.end(library, params.maxAttempts + 1)
    },
  }
}

/** Isolated is what nobody does here. */
const STATES: Partial<Record<CircuitState, BreakerStateName>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
}

const DOUBLING = { fullJitterGenerator, halfJitterGenerator, noJitterGenerator }

function backoffOf(params: CockatielParams): IBackoffFactory<unknown> {
  if (params.backoff === 'ConstantBackoff') return new ConstantBackoff(params.interval)
  const { initialDelay, maxDelay, exponent, generator } = params
  const options = { initialDelay, maxDelay, exponent }
  return generator === 'decorrelatedJitterGenerator'
    ? new ExponentialBackoff({ ...options, generator: decorrelatedJitterGenerator })
    : new ExponentialBackoff({ ...options, generator: DOUBLING[generator] })
}
