/** Libraries that can be used as strategies, described. What drives each stands under the same name in lib/lab/libraries. */
import type { StrategyDescription } from '../strategy'
import { asyncRetry } from './async-retry'
import { cockatiel } from './cockatiel'
import { etcd3 } from './etcd3'
import { exponentialBackoff } from './exponential-backoff'
import { grpcJs } from './grpc-js'
import { opossum } from './opossum'
import { pRetry } from './p-retry'

export const libraryDescriptions = {
  cockatiel,
  'p-retry': pRetry,
  'async-retry': asyncRetry,
  'exponential-backoff': exponentialBackoff,
  opossum,
  'grpc-js': grpcJs,
  etcd3,
} as const satisfies Readonly<Record<string, StrategyDescription>>

export type LibraryName = keyof typeof libraryDescriptions
