import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retryAfterMs } from '@/lib/core/strategy/parts/retry-after'
import { retryAfterField } from './retry-after-field'

const settings = { retryAfter: 'seconds', retryAfterOn: 'refusals', retryAfterSeconds: 3 } as const

describe('Retry-After', () => {
  test('stands on refusals, and on errors where that is asked for', () => {
    const withField = (retryAfterOn: 'refusals' | 'errors') =>
      [200, 408, 429, 500, 502, 503, 504].filter(
        (status) => 'retry-after' in retryAfterField({ ...settings, retryAfterOn }, status, 0),
      )
    expect(withField('refusals')).toEqual([429, 503])
    expect(withField('errors')).toEqual([429, 500, 502, 503, 504])
    expect(retryAfterField({ ...settings, retryAfter: 'none' }, 503, 0)).toEqual({})
  })

  test('in seconds is the number, as a date an HTTP date', () => {
    expect(retryAfterField(settings, 503, 0)).toEqual({ 'retry-after': '3' })
    expect(
      retryAfterField({ ...settings, retryAfter: 'date' }, 503, Date.UTC(1994, 10, 6, 8, 49, 34, 500)),
    ).toEqual({
      'retry-after': 'Sun, 06 Nov 1994 08:49:38 GMT',
    })
  })

  test('is read back as the wait that was asked for; a date asks for less than a second more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_400 }),
        fc.integer({ min: 0, max: 4e12 }),
        (seconds, nowMs) => {
          const read = (retryAfter: 'seconds' | 'date') =>
            retryAfterMs(
              retryAfterField({ ...settings, retryAfter, retryAfterSeconds: seconds }, 429, nowMs)[
                'retry-after'
              ] ?? '',
              nowMs,
            )
          expect(read('seconds')).toBe(seconds * 1000)
          const byDate = read('date') ?? NaN
          expect(byDate).toBeGreaterThanOrEqual(seconds * 1000)
          expect(byDate).toBeLessThan(seconds * 1000 + 1000)
        },
      ),
    )
  })
})
