import { expect, it } from 'vitest'
import { drawable } from './drawable'

it('keeps the signs that stand-ins and figures are written with', () => {
  expect(drawable('✓ ‹host 1› ≥ 95 % – “ü”', 40)).toBe('‹host 1› ≥ 95 % – “ü”')
})

it('draws nothing that the font lacks, and no more than there is room for', () => {
  expect(drawable('数 soft\u00ad', 20)).toBe('? soft?')
  expect(drawable('abcdef', 4)).toBe('abc…')
})
