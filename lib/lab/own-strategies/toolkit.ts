/** What a user's own strategy gets to build from: the parts our own strategies are composed of. */
import { compose } from '@/lib/core/strategy/compose'
import { backoffOf, decorrelatedBackoff, exponentialDelay } from '@/lib/core/strategy/parts/backoff'
import { byErrorClass, byHttpStatus, isPermanent } from '@/lib/core/strategy/parts/classification'

/** Second argument of `create`. Described in docs/adding-a-strategy.md; what stands here is a promise to users. */
export const toolkit = Object.freeze({
  compose,
  backoffOf,
  decorrelatedBackoff,
  exponentialDelay,
  isPermanent,
  byErrorClass,
  byHttpStatus,
})
export type Toolkit = typeof toolkit
