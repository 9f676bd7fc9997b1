/** Makes the libraries' strategies: one line per library, under the name of its description. */
import { libraryDescriptions, type LibraryName } from '@/lib/core/strategy/libraries/registry'
import type { Strategy } from '@/lib/core/strategy/strategy'
import { asyncRetryStrategy } from './async-retry'
import { cockatielStrategy } from './cockatiel'
import { exponentialBackoffStrategy } from './exponential-backoff'
import { operationOfTheClient } from './operation-of-the-client'
import { opossumStrategy } from './opossum'
import { pRetryStrategy } from './p-retry'

const { cockatiel, opossum } = libraryDescriptions

const factories: Record<LibraryName, (params: Record<string, unknown>) => Strategy> = {
  cockatiel: (params) => cockatielStrategy(cockatiel.params.parse(params)),
  'p-retry': (params) => pRetryStrategy(libraryDescriptions['p-retry'].params.parse(params)),
  'async-retry': (params) => asyncRetryStrategy(libraryDescriptions['async-retry'].params.parse(params)),
  'exponential-backoff': (params) =>
    exponentialBackoffStrategy(libraryDescriptions['exponential-backoff'].params.parse(params)),
  opossum: (params) => opossumStrategy(opossum.params.parse(params)),
  // These are clients: the target builds them (lib/lab/etcd/library-clients.ts).
  'grpc-js': () => operationOfTheClient,
  etcd3: () => operationOfTheClient,
}

/** True when the name is a library's. */
export function isLibrary(name: string): name is LibraryName {
  return Object.hasOwn(factories, name)
}

/** Makes the strategy; parameters are checked again, because they come from outside this thread. */
export function createLibraryStrategy(name: LibraryName, params: Record<string, unknown>): Strategy {
  return factories[name](params)
}
