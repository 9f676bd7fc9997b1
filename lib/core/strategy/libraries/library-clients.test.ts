import { describe, expect, it } from 'vitest'
import { libraryClientOf } from '../catalogue'
import { etcd3 } from './etcd3'
import { grpcJs, type GrpcJsParams } from './grpc-js'
import { libraryDescriptions } from './registry'

const configOf = (params: Partial<GrpcJsParams>) => {
  const client = libraryClientOf('grpc-js', params)
  if (client?.kind !== 'grpc-js') throw new Error('not a client of grpc-js')
  return client.serviceConfig
}

describe('grpc-js', () => {
  it('becomes a service config', () => {
    expect(
      configOf({
        ...{ maxAttempts: 5, initialBackoff: 50, maxBackoff: 1_500, backoffMultiplier: 3 },
        retryableStatusCodes: 'UNAVAILABLE, ABORTED',
        ...{ retryThrottling: true, maxTokens: 20, tokenRatio: 0.25, loadBalancing: 'pick_first' },
      }),
    ).toEqual({
      loadBalancingConfig: [{ pick_first: {} }],
      methodConfig: [
        {
          name: [{}],
          retryPolicy: {
            maxAttempts: 5,
            initialBackoff: '0.05s',
            maxBackoff: '1.5s',
            backoffMultiplier: 3,
            retryableStatusCodes: ['UNAVAILABLE', 'ABORTED'],
          },
        },
      ],
      retryThrottling: { maxTokens: 20, tokenRatio: 0.25 },
    })
    expect(configOf({})).not.toHaveProperty('retryThrottling')
  })

  it('has delays within a fifth of the nominal one, for each retry that there is', () => {
    const params = grpcJs.params.parse({ maxAttempts: 4, initialBackoff: 100, maxBackoff: 300 })
    const bounds = [1, 2, 3, 4].map((retry) => grpcJs.delayBounds(params, retry))
    expect(bounds).toEqual([
      { nominalMs: 100, minMs: 80, maxMs: 120 },
      { nominalMs: 200, minMs: 160, maxMs: 240 },
      { nominalMs: 300, minMs: 240, maxMs: 360 },
      null,
    ])
  })

  it.each([
    { maxAttempts: 6 },
    { maxAttempts: 1 },
    { initialBackoff: 0 },
    { maxBackoff: 50 },
    { retryableStatusCodes: '' },
    { retryableStatusCodes: 'UNAVAILABLE,' },
    { retryableStatusCodes: 'OK' },
    { retryableStatusCodes: 'unavailable' },
    { nonsense: 1 },
  ])('refuses what grpc-js would refuse or not obey: %o', (params) => {
    expect(grpcJs.params.safeParse(params).success).toBe(false)
  })
})

describe('etcd3', () => {
  it('has three retries without delay, and nothing to change', () => {
    expect([1, 2, 3, 4].map((retry) => etcd3.delayBounds({}, retry)?.maxMs)).toEqual([0, 0, 0, undefined])
    expect(libraryClientOf('etcd3', {})).toEqual({ kind: 'etcd3' })
    expect(etcd3.params.safeParse({ retries: 1 }).success).toBe(false)
  })
})

describe('a library that is given attempts to repeat', () => {
  it.each(['cockatiel', 'p-retry', 'async-retry', 'exponential-backoff', 'opossum', 'no-retry', 'unknown'])(
    'has no client of its own: %s',
    (use) => {
      expect(libraryClientOf(use, {})).toBeUndefined()
    },
  )
})

describe('faults that cannot reach an arm', () => {
  it('are named with the reason by the libraries that own their connections, and by no other', () => {
    const unreached = Object.entries(libraryDescriptions).flatMap(([name, description]) =>
      'outOfReach' in description ? [[name, Object.keys(description.outOfReach ?? {})]] : [],
    )
    expect(unreached).toEqual([
      ['grpc-js', ['loss', 'name-failure']],
      ['etcd3', ['loss', 'name-failure']],
    ])
  })
})
