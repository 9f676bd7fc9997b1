/** A strategy's parameters in the words of what a team ships: settings or code, and what they cannot say. */
import { schemaFields } from '../../schema/schema-fields'
import { hedging } from '../hedging'
import type { StrategyDescription } from '../strategy'
import { backoffV4Code } from './backoff-v4-code'
import { cockatielCode } from './cockatiel-code'
import { envoyHedging } from './envoy-hedging'
import { envoyRetryPolicy, istioRetries } from './envoy-retry-policy'
import { grpcHedgingPolicy } from './grpc-hedging-policy'
import { grpcServiceConfig } from './grpc-service-config'
import type { HedgingParams } from './hedging-text'
import { pollyHedging } from './polly-hedging'
import { pollySettings } from './polly-settings'
import { readIntent } from './read-intent'
import { resilience4jSettings } from './resilience4j-settings'
import type { RetryIntent } from './retry-intent'

export interface TakeHome {
  language: 'json' | 'yaml' | 'csharp' | 'typescript' | 'go'
  text: string
  /** What the target cannot express, a sentence each. */
  notExpressed: string[]
}

export interface TakeHomeTarget {
  title: string
  write(intent: RetryIntent): TakeHome
  /** Left out = it has no hedging. */
  hedge?(params: HedgingParams): TakeHome
}

export const TAKE_HOME_TARGETS = {
  grpc: { title: 'gRPC service config', write: grpcServiceConfig, hedge: grpcHedgingPolicy },
  envoy: { title: 'Envoy retry policy', write: envoyRetryPolicy, hedge: envoyHedging },
  istio: { title: 'Istio VirtualService', write: istioRetries },
  resilience4j: { title: 'resilience4j (Spring Boot)', write: resilience4jSettings },
  polly: { title: 'Polly v8 (C#)', write: pollySettings, hedge: pollyHedging },
  cockatiel: { title: 'cockatiel 3 (TypeScript)', write: cockatielCode },
  'backoff-v4': { title: 'cenkalti/backoff v4 (Go)', write: backoffV4Code },
} as const satisfies Record<string, TakeHomeTarget>
export type TakeHomeTargetName = keyof typeof TAKE_HOME_TARGETS

/** True for the name of a target. */
export function isTakeHomeTarget(name: string): name is TakeHomeTargetName {
  return Object.hasOwn(TAKE_HOME_TARGETS, name)
}

/**
 * Translates a strategy; null when there is nothing that the target could say of it ({@link nothingToTakeHome} tells why).
 * @param params checked by the strategy's schema
 */
export function takeHome(
  strategy: StrategyDescription,
  params: Record<string, unknown>,
  target: TakeHomeTargetName,
): TakeHome | null {
  const { write, hedge }: TakeHomeTarget = TAKE_HOME_TARGETS[target]
  if (strategy.name === hedging.name) return hedge?.(hedging.params.parse(params)) ?? null
  const intent = readIntent(strategy, params)
  return intent && write(intent)
}

/**
 * The parameters with the defaults of those that are about one kind of target filled in: a spec that says nothing of how
 * HTTP replies are read means them all the same.
 * @param kind the target's, as in a spec
 */
export function paramsFor(
  strategy: StrategyDescription,
  params: Record<string, unknown>,
  kind: string,
): Record<string, unknown> {
  const about = schemaFields(strategy.params).filter(({ onlyFor }) => onlyFor === kind)
  return { ...Object.fromEntries(about.map(({ name, defaultValue }) => [name, defaultValue])), ...params }
}

/**
 * Why there is nothing to take home, for people.
 * @param strategy undefined = one that only the worker knows: the user's own
 */
export function nothingToTakeHome(
  strategy: StrategyDescription | undefined,
  use: string,
  target: TakeHomeTargetName,
): string {
  if (!strategy || strategy.group === 'own')
    return `“${strategy?.title ?? use}” is code of your own, of which only the parameters are known here. Take that code, with these parameters.`
  if (strategy.name === hedging.name)
    return `“${strategy.title}” sends attempts while others are under way, which what is written here for ${TAKE_HOME_TARGETS[target].title} cannot say. These can: ${HEDGING_TITLES.join(', ')}.`
  const reason =
    strategy.group === 'adaptive'
      ? 'follow what it measures while it runs, which no settings could express'
      : 'follow a law that is not known here'
  return `The delays of “${strategy.title}” ${reason}. Take the strategy itself, with these parameters.`
}

const HEDGING_TITLES = Object.values<TakeHomeTarget>(TAKE_HOME_TARGETS)
  .filter(({ hedge }) => hedge)
  .map(({ title }) => title)
