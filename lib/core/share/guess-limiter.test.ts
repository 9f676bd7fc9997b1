import { describe, expect, it } from 'vitest'
import { GuessLimiter, GuessLimiters } from './guess-limiter'

const limits = {
  ...{ freePerAddress: 3, freeInAll: 20, windowMs: 60_000 },
  ...{ addresses: 5, longestHoldMs: 1_000, heldAtOnce: 2 },
}

describe('whoever guesses tokens', () => {
  it('may mistype a few times, then is held back longer and longer', () => {
    const limiter = new GuessLimiter(limits)
    const verdicts = Array.from({ length: 8 }, () => {
      const verdict = limiter.failed('a', 0)
      if (verdict.holdMs > 0) limiter.released()
      return verdict
    })
    expect(verdicts.map(({ tooMany }) => tooMany)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((place) => place >= 3),
    )
    expect(verdicts.map(({ holdMs }) => holdMs)).toEqual([0, 0, 0, 125, 250, 500, 1_000, 1_000])
  })

  it('may try again when that was said, and not long before', () => {
    for (const [before, now, others] of [
      [0, 8, 0],
      [3, 2, 0],
      [2, 3, 0],
      [0, 4, 30],
      [0, 1, 25],
    ] as const) {
      const limiter = new GuessLimiter(limits)
      for (let guess = 0; guess < before; guess += 1) limiter.failed('a', 0)
      for (let guess = 0; guess < others; guess += 1) limiter.failed(`address ${guess}`, 65_000)
      const verdicts = Array.from({ length: now }, () => limiter.failed('a', 65_000))
      const inS = verdicts.at(-1)?.retryAfterS ?? 0
      const said = `${before} and ${now}, ${others} of others: ${inS} s`
      expect(verdicts.at(-1)?.tooMany, said).toBe(true)
      expect(limiter.isOver('a', 65_000 + (inS - 2) * 1_000), said).toBe(true)
      expect(limiter.isOver('a', 65_000 + inS * 1_000 + 1), said).toBe(false)
    }
  })

  it('is not told apart from others who guess too many from elsewhere', () => {
    const limiter = new GuessLimiter(limits)
    for (let guess = 0; guess < 20; guess += 1) limiter.failed(`address ${guess}`, 0)
    expect(limiter.failed('a new one', 0).tooMany).toBe(true)
    expect(limiter.counts()).toMatchObject({ failed: 21, refused: 1 })
  })

  it('is forgotten after the window, little by little', () => {
    const limiter = new GuessLimiter(limits)
    for (let guess = 0; guess < 4; guess += 1) limiter.failed('a', 0)
    expect(limiter.isOver('a', 60_000)).toBe(true)
    expect(limiter.isOver('a', 75_001)).toBe(false)
    for (let guess = 0; guess < 3; guess += 1)
      expect(limiter.failed('a', 120_000).tooMany, String(guess)).toBe(false)
    expect(limiter.failed('a', 120_000).tooMany).toBe(true)
    expect(limiter.isOver('a', 400_000)).toBe(false)
  })

  it('has no second try at the border of two windows', () => {
    const limiter = new GuessLimiter(limits)
    limiter.failed('a', 0)
    limiter.failed('a', 59_999)
    limiter.failed('a', 59_999)
    expect(limiter.failed('a', 60_001).tooMany).toBe(false)
    expect(limiter.failed('a', 60_001).tooMany).toBe(true)
  })

  it('is remembered as long as he goes on, however many others come', () => {
    const limiter = new GuessLimiter(limits)
    for (let guess = 0; guess < 4; guess += 1) {
      limiter.failed('a', 0)
      for (let other = 0; other < 4; other += 1) limiter.failed(`${guess} ${other}`, 0)
    }
    expect(limiter.failed('a', 0).holdMs).toBeGreaterThan(125)
  })

  it('takes no more memory and no more waiting answers than allowed', () => {
    const limiter = new GuessLimiter(limits)
    for (let guess = 0; guess < 1_000; guess += 1) limiter.failed(`address ${guess}`, 0)
    expect(limiter.counts()).toMatchObject({ addresses: 5, held: 2 })
    limiter.released()
    expect(limiter.failed('x', 0).holdMs).toBeGreaterThan(0)
    expect(limiter.failed('x', 0).holdMs).toBe(0)
  })
})

describe('limiters of several links', () => {
  it('are apart, and those not asked for lately are forgotten', () => {
    const limiters = new GuessLimiters(limits, 2)
    const first = limiters.of('a')
    expect(limiters.of('b')).not.toBe(first)
    expect(limiters.of('a')).toBe(first)
    const second = limiters.of('b')
    limiters.of('a')
    limiters.of('c')
    expect(limiters.of('a')).toBe(first)
    expect(limiters.of('b')).not.toBe(second)
  })
})
