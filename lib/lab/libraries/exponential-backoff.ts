/** exponential-backoff as a strategy; described in lib/core/strategy/libraries/exponential-backoff.ts. */
import { backOff } from 'exponential-backoff'
import {
  exponentialBackoff,
  type ExponentialBackoffParams,
} from '@/lib/core/strategy/libraries/exponential-backoff'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { isFinal, LibraryOperation } from './library-operation'

export function exponentialBackoffStrategy(params: ExponentialBackoffParams): Strategy {
  return {
    run: (call) => {
      const operation = new LibraryOperation(call)
      const library = backOff(() => operation.send(), {
        ...params,
        // Asked after the last attempt too; there is no delay after it, and so no bounds.
        retry: (error: unknown, attempt) => {
          if (isFinal(error)) return false
          operation.noteCertainDelay(exponentialBackoff.delayBounds(params, attempt))
          return true
        },
      })
      return operation.end(library, params.numOfAttempts)
    },
  }
}
