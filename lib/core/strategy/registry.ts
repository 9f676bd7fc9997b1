/** Every strategy the product knows. To add one: a file, a test, a line here (docs/adding-a-strategy.md). */
import { additiveJitter } from './additive-jitter'
import { backoffV4 } from './backoff-v4'
import { constant } from './constant'
import { deadlineAware } from './deadline-aware'
import { decorrelated } from './decorrelated'
import { exponential } from './exponential'
import { fixedExponential } from './fixed-exponential'
import { linear } from './linear'
import { noRetry } from './no-retry'
import type { StrategyDefinition } from './strategy'

const all: readonly StrategyDefinition[] = [
  // Baselines
  noRetry,
  constant,
  linear,
  fixedExponential,
  additiveJitter,
  // Backoff with jitter
  exponential,
  decorrelated,
  backoffV4,
  deadlineAware,
]

export const strategies: Readonly<Record<string, StrategyDefinition>> = Object.fromEntries(
  all.map((definition) => [definition.name, definition]),
)

/** The definition of that name, or undefined. */
export function findStrategy(name: string): StrategyDefinition | undefined {
  return Object.hasOwn(strategies, name) ? strategies[name] : undefined
}
