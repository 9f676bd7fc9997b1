import { describe, expect, test } from 'vitest'
import { TOKEN_MEMORY_MS } from '@/lib/core/strategy/parts/client-token'
import { IdempotencyKeys, type KeyUse } from './idempotency-keys'

function begun(use: KeyUse): Extract<KeyUse, { kind: 'new' }> {
  if (use.kind !== 'new') throw new Error(`the key is ${use.kind}`)
  return use
}

describe('an idempotency key', () => {
  test('is new, then under way, then done', () => {
    const keys = new IdempotencyKeys(10)
    const first = begun(keys.use('k', 'a', 0))
    expect(keys.use('k', 'a', 1).kind).toBe('under-way')
    first.finish(true)
    expect(keys.use('k', 'a', 2).kind).toBe('done')
    expect(keys.use('other', 'a', 2).kind).toBe('new')
  })

  test('can be tried again when nothing came of it', () => {
    const keys = new IdempotencyKeys(10)
    begun(keys.use('k', 'a', 0)).finish(false)
    begun(keys.use('k', 'a', 1)).finish(true)
    expect(keys.use('k', 'a', 2).kind).toBe('done')
  })

  test('stands for one payload only, under way and done', () => {
    const keys = new IdempotencyKeys(10)
    const first = begun(keys.use('k', 'a', 0))
    expect(keys.use('k', 'b', 1).kind).toBe('other-payload')
    first.finish(true)
    expect(keys.use('k', 'b', 2).kind).toBe('other-payload')
  })

  test('is forgotten after five minutes, not before', () => {
    const keys = new IdempotencyKeys(10)
    begun(keys.use('k', 'a', 0)).finish(true)
    expect(keys.use('k', 'a', TOKEN_MEMORY_MS - 1).kind).toBe('done')
    expect(keys.use('k', 'a', TOKEN_MEMORY_MS).kind).toBe('new')
  })

  test('that ends after it was forgotten says nothing about its successor', () => {
    const keys = new IdempotencyKeys(10)
    const late = begun(keys.use('k', 'a', 0))
    begun(keys.use('k', 'a', TOKEN_MEMORY_MS))
    late.finish(false)
    expect(keys.use('k', 'a', TOKEN_MEMORY_MS + 1).kind).toBe('under-way')
  })

  test('pushes the oldest out when the memory is full', () => {
    const keys = new IdempotencyKeys(2)
    for (const key of ['a', 'b', 'c']) begun(keys.use(key, '', 0)).finish(true)
    expect(keys.use('c', '', 1).kind).toBe('done')
    expect(keys.use('a', '', 1).kind).toBe('new')
  })
})
