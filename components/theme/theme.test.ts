import { describe, expect, it } from 'vitest'
import { strategyLooks } from './strategy-looks'
import { BASELINE_COLOUR, HEAT_RAMP, STRATEGY_COLOURS, SURFACE_TOKENS } from './tokens'

const schemes = ['light', 'dark'] as const

describe('strategy looks', () => {
  it('keeps grey for the baseline and gives the palette to the others in order', () => {
    const looks = strategyLooks([
      { use: 'constant', label: 'c' },
      { use: 'no-retry', label: 'none' },
      { use: 'exponential', label: 'e' },
    ])
    expect(looks.map((look) => look.colour)).toEqual([
      'var(--rs-strategy-0)',
      'var(--rs-strategy-baseline)',
      'var(--rs-strategy-1)',
    ])
  })
  it('never gives two strategies the same colour and mark', () => {
    const looks = strategyLooks(Array.from({ length: 16 }, (_, i) => ({ use: 'constant', label: `s${i}` })))
    expect(new Set(looks.map((look) => look.colour + look.mark)).size).toBe(16)
  })
})

describe('contrast', () => {
  const inks = ['ink', 'ink-soft', 'accent', 'good', 'bad', 'unsure'] as const
  it.each(schemes)('text reaches 4.5 : 1 on page, surface and sunken (%s)', (scheme) => {
    for (const ink of inks)
      for (const ground of ['page', 'surface', 'sunken'] as const)
        expect(
          contrast(SURFACE_TOKENS[ink][scheme], SURFACE_TOKENS[ground][scheme]),
          `${ink} on ${ground}`,
        ).toBeGreaterThanOrEqual(4.5)
  })
  it.each(schemes)('a state’s ink reaches 4.5 : 1 on its soft ground (%s)', (scheme) => {
    for (const state of ['good', 'bad', 'unsure', 'accent'] as const)
      expect(
        contrast(SURFACE_TOKENS[state][scheme], SURFACE_TOKENS[`${state}-soft`][scheme]),
        state,
      ).toBeGreaterThanOrEqual(4.5)
  })
  it.each(schemes)('the figure in a heat map cell reaches 4.5 : 1 on every step (%s)', (scheme) => {
    HEAT_RAMP.forEach(({ fill, ink }, step) => {
      expect(contrast(ink[scheme], fill[scheme]), `step ${step}`).toBeGreaterThanOrEqual(4.5)
    })
  })
  it('strategies in the dark stand out from the surface by 3 : 1', () => {
    for (const colour of [...STRATEGY_COLOURS, BASELINE_COLOUR])
      expect(contrast(colour.dark, SURFACE_TOKENS.surface.dark), colour.dark).toBeGreaterThanOrEqual(3)
  })
})

/** WCAG 2.2 contrast ratio of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
