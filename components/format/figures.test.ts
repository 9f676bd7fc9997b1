import { describe, expect, it } from 'vitest'
import { ago, duration, timeLeft, zonedTime } from './duration'
import { counted, milliseconds, number, percent, percentRange, range, signed } from './figures'

describe('percent', () => {
  it.each([
    [1, '100 %'],
    [0, '0 %'],
    [0.99996, '99.9+ %'],
    [0.9994, '99.9 %'],
    [0.0001, '<0.1 %'],
    [0.741, '74.1 %'],
    [null, '–'],
  ])('writes %s as "%s"', (share, text) => {
    expect(percent(share)).toBe(text)
  })

  it('never says 100 when not all succeeded, whatever the digits', () => {
    for (const digits of [0, 1, 2, 3]) expect(percent(1 - 1e-9, digits)).not.toMatch(/^100/)
  })
})

describe('intervals', () => {
  it('writes both ends with the unit', () => {
    expect(range({ value: 0.99, low: 0.988, high: 0.992 }, '%')).toBe('98.80–99.20 %')
    expect(range({ value: 1.04, low: 1.03, high: 1.05 }, '×')).toBe('1.03–1.05×')
    expect(range({ value: 319, low: 306, high: 332 }, 'ms')).toBe('306–332 ms')
    expect(range({ value: -51, low: -52, high: -50 }, '')).toBe('−52 to −50')
  })
  it('gives ends that would read the same more digits, and one figure when they are the same', () => {
    expect(range({ value: 1, low: 1.001, high: 1.004 }, '×')).toBe('1.001–1.004×')
    expect(range({ value: 152.2, low: 151.9, high: 152.4 }, 'ms')).toBe('151.9–152.4 ms')
    expect(range({ value: 0, low: 0, high: 0 }, '')).toBe('0')
  })
  it('writes both ends', () => {
    expect(percentRange({ value: 0.99, low: 0.9802, high: 1 })).toBe('98.02–100 %')
  })
})

describe('numbers', () => {
  it.each([
    [2720.4, '2,720'],
    [42.26, '42.3'],
    [0.424, '0.42'],
    [-3.4, '−3.40'],
    [-0.001, '0.00'],
    [7, '7'],
  ])('writes %d as "%s"', (value, text) => {
    expect(number(value)).toBe(text)
  })
  it('shows the sign of a deviation', () => {
    expect([signed(12), signed(0), signed(-12)]).toEqual(['+12', '0', '−12'])
  })
  it('writes nothing as a dash', () => {
    expect(milliseconds(null)).toBe('–')
  })
  it('counts with the right word', () => {
    expect([counted(1, 'trial'), counted(1200, 'trial')]).toEqual(['1 trial', '1,200 trials'])
  })
})

describe('durations', () => {
  it.each([
    [850, '850 ms'],
    [9_940, '9.9 s'],
    [9_960, '10 s'],
    [59_700, '1 min'],
    [80_000, '1 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [273_600_000, '3 d 4 h'],
  ])('writes %d ms as "%s"', (value, text) => {
    expect(duration(value)).toBe(text)
  })
  it('rounds time left up to whole seconds', () => {
    expect(timeLeft(61_200)).toBe('about 1 min 2 s left')
    expect(timeLeft(3)).toBe('finishing')
  })
  it('names the zone that an instant is told in', () => {
    expect(zonedTime('2026-11-23T10:32:05Z', 'Europe/Berlin')).toBe(
      '23 Nov 2026, 11:32:05 CET (Europe/Berlin)',
    )
    expect(zonedTime('2026-11-23T23:32:05Z', 'UTC')).toBe('23 Nov 2026, 23:32:05 UTC')
  })
  it('tells how long ago', () => {
    const now = new Date('2026-01-02T12:00:00Z')
    expect(ago('2026-01-02T11:59:50Z', now)).toBe('just now')
    expect(ago('2026-01-02T11:55:00Z', now)).toBe('5 min ago')
    expect(ago('2026-01-02T09:00:00Z', now)).toBe('3 h ago')
  })
})
