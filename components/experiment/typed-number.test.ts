import { describe, expect, it } from 'vitest'
import { figureOf, noNumberWords, typedNumber } from './typed-number'

describe('what is typed into a field of one number', () => {
  it.each([
    ['12', 12],
    [' 12 ', 12],
    ['-5', -5],
    ['+5', 5],
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['0,125', 0.125],
    ['.5', 0.5],
    ['1.', 1],
    ['1e3', 1_000],
    ['2.5E-2', 0.025],
  ])('%j is the number %d', (text, value) => {
    expect(typedNumber(text)).toBe(value)
    expect(figureOf(text)).toBe(value)
    expect(noNumberWords(text)).toBeNull()
  })

  it.each([
    ['abc', '“abc” is no number'],
    ['12abc', '“12abc” is no number'],
    [' 12 ms', '“12 ms” is no number'],
    ['1 000', '“1 000” is no number'],
    ['-', '“-” is no number'],
    ['1e', '“1e” is no number'],
    ['1e999', '“1e999” is no number'],
    ['0x10', '“0x10” is no number'],
    ['Infinity', '“Infinity” is no number'],
    ['1.2.3', '“1.2.3” is no number'],
    ['1,000,000', '“1,000,000” is no number'],
    ['1,000', '“1,000” may mean 1 or 1000: write it without the comma'],
    ['12,500', '“12,500” may mean 12.5 or 12500: write it without the comma'],
    ['x'.repeat(50), `“${'x'.repeat(40)}…” is no number`],
  ])('%j is kept as typed, and said to be none', (text, words) => {
    expect(typedNumber(text)).toBeNull()
    expect(figureOf(text)).toBe(text)
    expect(noNumberWords(text)).toBe(words)
  })

  it('is empty where it is blank, and nothing is said of that, nor of numbers and switches', () => {
    expect(['', '  '].map(figureOf)).toEqual(['', ''])
    expect(['', '  ', 0, -1, true].map(noNumberWords)).toEqual([null, null, null, null, null])
  })
})
