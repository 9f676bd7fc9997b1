/**
 * The strategy of a retry plan. It is not checked by its schema: that ends at ten minutes, since longer waits have no place in an
 * experiment.
 */
import { findStrategy } from '../strategy/registry'
import type { Strategy } from '../strategy/strategy'
import { retryPlans, type RetryPlanName } from './retry-plans'

/** Ready for one delivery. */
export function strategyOfPlan(name: RetryPlanName): Strategy {
  const { use, params } = retryPlans[name]
  const definition = findStrategy(use)
  if (!definition) throw new Error(`there is no strategy "${use}"`)
  return definition.create(params)
}
