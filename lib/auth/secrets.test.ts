import { describe, expect, it } from 'vitest'
import { hashOf, newSecret } from './secrets'

describe('secrets of links', () => {
  it('hold 256 bits in letters that an address takes, and no two are alike', () => {
    const tokens = Array.from({ length: 100 }, () => newSecret(''))
    for (const token of tokens) {
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
      expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    }
    expect(new Set(tokens).size).toBe(100)
  })

  it('are stored as something that does not hold them', () => {
    const token = newSecret('')
    const hash = hashOf(token)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(Buffer.from(hash, 'hex').equals(Buffer.from(token, 'base64url'))).toBe(false)
    expect(hash).not.toContain(token)
  })
})
