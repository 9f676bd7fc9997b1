/** p-retry as a strategy; described in lib/core/strategy/libraries/p-retry.ts. */
import retryWithP from 'p-retry'
import { pRetry, type PRetryParams } from '@/lib/core/strategy/libraries/p-retry'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { isFinal, LibraryOperation } from './library-operation'

export function pRetryStrategy(params: PRetryParams): Strategy {
  return {
    run: (call) => {
      const operation = new LibraryOperation(call)
      const startMs = performance.now()
      const library = retryWithP(() => operation.send(), {
        ...params,
        signal: call.signal,
        shouldRetry: ({ error, retriesConsumed }) => {
          if (isFinal(error)) return false
          const bounds = pRetry.delayBounds(params, retriesConsumed + 1)
          const remainingMs = params.maxRetryTime - (performance.now() - startMs)
          // maxRetryTime would cut the delay by an amount that the library does not tell.
          if (bounds && bounds.maxMs < remainingMs) operation.noteCertainDelay(bounds)
          return true
        },
      })
      return operation.end(library, params.retries + 1)
    },
  }
}
