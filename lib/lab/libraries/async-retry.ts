/** async-retry as a strategy; described in lib/core/strategy/libraries/async-retry.ts. */
import retryAsync from 'async-retry'
import { asyncRetry, type AsyncRetryParams } from '@/lib/core/strategy/libraries/async-retry'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { isFinal, LibraryOperation } from './library-operation'

export function asyncRetryStrategy(params: AsyncRetryParams): Strategy {
  return {
    run: (call) => {
      const operation = new LibraryOperation(call)
      const library = retryAsync(
        async (bail) => {
          try {
            await operation.send()
          } catch (error) {
            if (!isFinal(error)) throw error
            bail(error as Error)
          }
        },
        {
          ...params,
          // Called when the wait has been begun; the number is that of the attempt that failed.
          onRetry: (_, attempt) => operation.noteCertainDelay(asyncRetry.delayBounds(params, attempt)),
        },
      )
      return operation.end(library, params.retries + 1)
    },
  }
}
