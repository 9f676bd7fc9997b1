/** Every strategy the product knows. To add one: a file, a test, a line here (docs/adding-a-strategy.md). */
import { constant } from './constant'
import { exponential } from './exponential'
import { noRetry } from './no-retry'
import type { StrategyDefinition } from './strategy'

export const strategies = {
  [noRetry.name]: noRetry,
  [constant.name]: constant,
  [exponential.name]: exponential,
} as Record<string, StrategyDefinition>

/** The definition of that name, or undefined. */
export function findStrategy(name: string): StrategyDefinition | undefined {
  return Object.hasOwn(strategies, name) ? strategies[name] : undefined
}
