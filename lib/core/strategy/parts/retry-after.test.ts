import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryAfterMs } from './retry-after'

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0)
const MINUTE_MS = 60_000

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5_000],
    ['007', 7_000],
    ['Mon, 23 Nov 2026 12:01:00 GMT', MINUTE_MS],
    ['Monday, 23-Nov-26 12:01:00 GMT', MINUTE_MS],
    ['Mon Nov 23 12:01:00 2026', MINUTE_MS],
    ['Tue Dec  1 12:00:00 2026', 8 * 24 * 60 * MINUTE_MS],
    ['Mon, 23 Nov 2026 12:00:60 GMT', MINUTE_MS],
    ['Tue, 29 Feb 2028 12:00:00 GMT', Date.UTC(2028, 1, 29, 12) - NOW],
  ])('"%s" asks for %i ms', (value, expected) => {
    expect(retryAfterMs(value, NOW)).toBe(expected)
  })

  it('asks for no wait when its date is over', () => {
    expect(retryAfterMs('Mon, 23 Nov 2026 11:59:59 GMT', NOW)).toBe(0)
  })

  it('takes two digits of a year for the past when they would be more than 50 years ahead', () => {
    expect(retryAfterMs('Sunday, 06-Nov-94 08:49:37 GMT', NOW)).toBe(0)
    expect(retryAfterMs('Sunday, 22-Nov-76 08:49:37 GMT', NOW)).toBe(Date.UTC(2076, 10, 22, 8, 49, 37) - NOW)
    expect(retryAfterMs('Tuesday, 24-Nov-76 08:49:37 GMT', NOW)).toBe(0)
  })

  it.each([
    '',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '５',
    'soon',
    '5 s',
    'Mon, 23 Nov 2026 12:01:00',
    'Mon, 23 Nov 2026 12:01:00 UTC',
    'Mon, 23 Nov 2026 24:00:00 GMT',
    'Mon, 23 Nov 2026 12:60:00 GMT',
    'Mon, 31 Feb 2026 12:00:00 GMT',
    'Mon, 29 Feb 2027 12:00:00 GMT',
    'Mon, 00 Nov 2026 12:00:00 GMT',
    'mon, 23 nov 2026 12:01:00 gmt',
    'Mon, 3 Nov 2026 12:01:00 GMT',
    'Mon, 23 Nov 0026 12:01:00 GMT',
    '2026-11-23T12:01:00Z',
  ])('"%s" is not valid', (value) => {
    expect(retryAfterMs(value, NOW)).toBeNull()
  })

  it('is cut to the cap', () => {
    expect(retryAfterMs('86400', NOW, 30_000)).toBe(30_000)
    expect(retryAfterMs('9'.repeat(400), NOW, 30_000)).toBe(30_000)
    expect(retryAfterMs('Tue, 24 Nov 2026 12:00:00 GMT', NOW, 30_000)).toBe(30_000)
  })

  it('reads every instant that the platform writes as a date of HTTP', () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000)
    const property = fc.property(instant, fc.integer({ min: 0, max: 4_000_000_000_000 }), (atMs, nowMs) => {
      expect(retryAfterMs(new Date(atMs).toUTCString(), nowMs)).toBe(Math.max(0, atMs - nowMs))
    })
    fc.assert(property, { seed: 20261123 })
  })
})
