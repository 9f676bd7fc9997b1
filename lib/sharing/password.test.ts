import { describe, expect, it } from 'vitest'
import { checkPassword, hashPassword, isProof, passwordProof } from './password'

const now = new Date('2026-01-02T03:04:05.000Z')

describe('the password of a share link', () => {
  it('is known again however its letters are written, and is not stored', async () => {
    const stored = await hashPassword('caf\u00e9 au lait')
    expect(stored).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
    expect(stored).not.toContain('lait')
    expect(await checkPassword('cafe\u0301 au lait', stored)).toBe(true)
    expect(await checkPassword('cafe au lait', stored)).toBe(false)
  })

  it('does not keep every core busy: the third at once is asked to come again', async () => {
    const stored = await hashPassword('long enough')
    const answers = await Promise.all(
      ['long enough', 'wrong', 'long enough'].map((one) => checkPassword(one, stored)),
    )
    expect(answers).toEqual([true, false, null])
    expect(await checkPassword('long enough', stored)).toBe(true)
  })

  it('is proved by a cookie for this share, this password and half a day', () => {
    const { value, expires } = passwordProof('a', 'stored', now)
    expect(isProof(value, 'a', 'stored', now)).toBe(true)
    expect(isProof(value, 'b', 'stored', now)).toBe(false)
    expect(isProof(value, 'a', 'another', now)).toBe(false)
    expect(isProof(value, 'a', 'stored', expires)).toBe(false)
    const later = `${expires.getTime() + 1}.${value.split('.')[1] ?? ''}`
    expect(isProof(later, 'a', 'stored', now)).toBe(false)
    expect(isProof('', 'a', 'stored', now)).toBe(false)
  })
})
