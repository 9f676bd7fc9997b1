/** A strategy's parameters in the words of what a team ships: settings or code, and what they cannot say. */
import { hedging } from '../hedging'
import type { StrategyDescription } from '../strategy'
import { backoffV4Code } from './backoff-v4-code'
import { cockatielCode } from './cockatiel-code'
import { grpcHedgingPolicy } from './grpc-hedging-policy'
import { envoyRetryPolicy, istioRetries } from './envoy-retry-policy'
import { grpcServiceConfig } from './grpc-service-config'
import { pollySettings } from './polly-settings'
import { resilience4jSettings } from './resilience4j-settings'
import { readIntent, type RetryIntent } from './retry-intent'

export interface TakeHome {
  language: 'json' | 'yaml' | 'csharp' | 'typescript' | 'go'
  text: string
  /** What the target cannot express, a sentence each. */
  notExpressed: string[]
}

export interface TakeHomeTarget {
  title: string
  write(intent: RetryIntent): TakeHome
}

export const TAKE_HOME_TARGETS = {
  grpc: { title: 'gRPC service config', write: grpcServiceConfig },
  envoy: { title: 'Envoy retry policy', write: envoyRetryPolicy },
  istio: { title: 'Istio VirtualService', write: istioRetries },
  resilience4j: { title: 'resilience4j (Spring Boot)', write: resilience4jSettings },
  polly: { title: 'Polly v8 (C#)', write: pollySettings },
  cockatiel: { title: 'cockatiel 3 (TypeScript)', write: cockatielCode },
  'backoff-v4': { title: 'cenkalti/backoff v4 (Go)', write: backoffV4Code },
} as const satisfies Record<string, TakeHomeTarget>
export type TakeHomeTargetName = keyof typeof TAKE_HOME_TARGETS

/** True for the name of a target. */
export function isTakeHomeTarget(name: string): name is TakeHomeTargetName {
  return Object.hasOwn(TAKE_HOME_TARGETS, name)
}

/**
 * Translates a strategy; null when its delays follow no law that could be written down elsewhere.
 * @param params checked by the strategy's schema
 */
export function takeHome(
  strategy: StrategyDescription,
  params: Record<string, unknown>,
  target: TakeHomeTargetName,
): TakeHome | null {
  if (strategy.name === hedging.name && target === 'grpc')
    return grpcHedgingPolicy(hedging.params.parse(params))
  const intent = readIntent(strategy, params)
  return intent && TAKE_HOME_TARGETS[target].write(intent)
}

/** Why there is nothing to take home, for people. */
export function nothingToTakeHome({ title }: Pick<StrategyDescription, 'title'>): string {
  return `The delays of “${title}” follow no law that settings elsewhere could express. Take the strategy itself, or the library it comes from, with the parameters of this run.`
}
