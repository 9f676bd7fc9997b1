/**
 * A library whose client repeats within one call (grpc-js, etcd3): the strategy gives the whole operation to that client and
 * passes on how it ended. What the library's parameters do is done where its client is built: lib/lab/etcd/library-clients.ts.
 */
import type { Strategy } from '@/lib/core/strategy/strategy'

export const operationOfTheClient: Strategy = {
  run: async (call) => {
    const { outcome, gaveUp } = await call.attempt()
    if (outcome === 'ok') return 'succeeded'
    if (!gaveUp) throw new Error('a library’s client gave up and did not say why')
    return gaveUp
  },
}
