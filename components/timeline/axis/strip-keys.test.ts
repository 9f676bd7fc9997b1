import { expect, it } from 'vitest'
import { keySpan } from './strip-keys'
import type { Span } from './zoom'

const whole: Span = [0, 10_000]
const none = { ctrlKey: false, metaKey: false, altKey: false }
const after = (key: string, held: Partial<typeof none> = {}) =>
  keySpan({ key, ...none, ...held }, [4_000, 6_000], whole)

it('keys move the part in sight, bring it to an end, zoom, and show all again', () => {
  expect(after('ArrowRight')).toEqual([4_250, 6_250])
  expect(after('PageDown')).toEqual([2_000, 4_000])
  expect(after('End')).toEqual([8_000, 10_000])
  expect(after('+')).toEqual([4_500, 5_500])
  expect(after('Escape')).toEqual(whole)
  expect(after('a')).toBeNull()
})

it('what is pressed with Ctrl, Alt or the like is left to the browser', () => {
  expect(after('+', { ctrlKey: true })).toBeNull()
  expect(after('ArrowLeft', { altKey: true })).toBeNull()
  expect(after('ArrowLeft', { metaKey: true })).toBeNull()
})
