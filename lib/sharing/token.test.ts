import { describe, expect, it } from 'vitest'
import { hashOf, newToken } from './token'

describe('tokens of share links', () => {
  it('hold 256 bits in letters that an address takes, and no two are alike', () => {
    const tokens = Array.from({ length: 100 }, () => newToken().token)
    for (const token of tokens) {
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
      expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    }
    expect(new Set(tokens).size).toBe(100)
  })

  it('are stored as something that does not hold them', () => {
    const { token, hash } = newToken()
    expect(hash).toEqual(hashOf(token))
    expect(Buffer.from(hash).includes(Buffer.from(token, 'base64url'))).toBe(false)
    expect(Buffer.from(hash).toString('latin1')).not.toContain(token)
  })
})
