import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { streamOf } from '../../random/stream'
import { drawClientToken, TOKEN_MEMORY_MS, tokenMemory } from './client-token'

describe('drawClientToken', () => {
  it('draws UUIDs of version 4, no two alike, and the same ones from the same seed', () => {
    const draw = () => {
      const random = streamOf(5)
      return Array.from({ length: 5_000 }, () => drawClientToken(random))
    }
    const tokens = draw()
    expect(tokens.filter((token) => !z.uuidv4().safeParse(token).success)).toEqual([])
    expect(new Set(tokens).size).toBe(tokens.length)
    expect(draw()).toEqual(tokens)
  })

  it('has every digit at every free place', () => {
    const random = streamOf(6)
    const seen = Array.from({ length: 36 }, () => new Set<string>())
    for (let n = 0; n < 2_000; n++)
      [...drawClientToken(random)].forEach((digit, place) => seen[place]?.add(digit))
    const sizes = seen.map(({ size }) => size)
    const fixed = new Map([
      [8, 1],
      [13, 1],
      [14, 1],
      [18, 1],
      [19, 4],
      [23, 1],
    ])
    expect(sizes).toEqual(sizes.map((_, place) => fixed.get(place) ?? 16))
  })
})

describe('tokenMemory', () => {
  it('answers the second use of a token with a conflict for five minutes', () => {
    const tokens = tokenMemory(10)
    expect(tokens.use('t', 0)).toBe('accepted')
    expect(tokens.use('other', 0)).toBe('accepted')
    expect(tokens.use('t', 1)).toBe('conflict')
    expect(tokens.use('t', TOKEN_MEMORY_MS - 1)).toBe('conflict')
    expect(tokens.use('t', TOKEN_MEMORY_MS)).toBe('accepted')
    expect(TOKEN_MEMORY_MS).toBe(300_000)
  })

  it('remembers no more than it has room for', () => {
    const tokens = tokenMemory(2)
    for (const token of ['a', 'b', 'c']) tokens.use(token, 0)
    expect(tokens.use('b', 0)).toBe('conflict')
    expect(tokens.use('a', 0)).toBe('accepted')
  })
})
