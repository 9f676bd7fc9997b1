/** Colour and mark of each strategy of a run: the same on every screen, from its place in the spec. */
import { STRATEGY_COLOURS } from './tokens'

export const MARKS = ['circle', 'square', 'triangle', 'diamond'] as const
export type Mark = (typeof MARKS)[number]

export interface StrategyLook {
  label: string
  /** A CSS colour that follows the scheme. */
  colour: string
  mark: Mark
}

/**
 * Looks in the spec's order. The no-retry baseline is a grey diamond; the others take the palette in order, and a new
 * mark each time it starts over, so that colour is never the only sign.
 */
export function strategyLooks(strategies: readonly { use: string; label: string }[]): StrategyLook[] {
  let next = 0
  return strategies.map(({ use, label }) => {
    if (use === 'no-retry') return { label, colour: 'var(--rs-strategy-baseline)', mark: 'diamond' }
    const place = next++
    const round = Math.floor(place / STRATEGY_COLOURS.length)
    return {
      label,
      colour: `var(--rs-strategy-${place % STRATEGY_COLOURS.length})`,
      mark: MARKS[round % (MARKS.length - 1)] ?? 'circle',
    }
  })
}
