/** Every strategy the product knows. To add one: a file, a test, a line here (docs/adding-a-strategy.md). */
import { adaptiveRtt } from './adaptive-rtt'
import { adaptiveThrottling } from './adaptive-throttling'
import { adaptiveWindow } from './adaptive-window'
import { additiveJitter } from './additive-jitter'
import { awsRetryQuota } from './aws-retry-quota'
import { backoffV4 } from './backoff-v4'
import { breaker } from './breaker'
import { constant } from './constant'
import { deadlineAware } from './deadline-aware'
import { decorrelated } from './decorrelated'
import { degradation } from './degradation'
import { exponential } from './exponential'
import { failureRateBreaker } from './failure-rate-breaker'
import { fixedExponential } from './fixed-exponential'
import { grpcThrottling } from './grpc-throttling'
import { guarded } from './guarded'
import { hedging } from './hedging'
import { idempotent } from './idempotent'
import { leaderWatchBreaker } from './leader-watch-breaker'
import { leaky } from './leaky'
import { linear } from './linear'
import { noRetry } from './no-retry'
import { retryBudget } from './retry-budget'
import { retryTokenBucket } from './retry-token-bucket'
import type { StrategyDefinition, StrategyFactory } from './strategy'

const all: readonly StrategyDefinition[] = [
  // Baselines
  noRetry,
  constant,
  linear,
  fixedExponential,
  additiveJitter,
  leaky,
  // Backoff with jitter
  exponential,
  decorrelated,
  backoffV4,
  deadlineAware,
  // Learning from the target
  adaptiveRtt,
  adaptiveWindow,
  // Protection of the target
  breaker,
  leaderWatchBreaker,
  failureRateBreaker,
  retryTokenBucket,
  grpcThrottling,
  retryBudget,
  awsRetryQuota,
  adaptiveThrottling,
  degradation,
  // Answers sooner, for more load
  hedging,
  // Writes that must not happen twice
  guarded,
  idempotent,
]

export const strategies: Readonly<Record<string, StrategyDefinition>> = Object.fromEntries(
  all.map((definition) => [definition.name, definition]),
)

/** The definition of that name, or undefined. */
export function findStrategy(name: string): StrategyDefinition | undefined {
  return Object.hasOwn(strategies, name) ? strategies[name] : undefined
}

/** Makes a strategy of our own. @throws when there is none of that name: a checked spec names none such */
export const createStrategy: StrategyFactory = (use, params) => {
  const definition = findStrategy(use)
  if (!definition) throw new Error(`there is no strategy "${use}"`)
  return definition.create(params)
}
