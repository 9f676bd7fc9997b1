/** What all axes and grids share. */
export const AXIS = {
  stroke: 'var(--rs-border-strong)',
  tick: { fill: 'var(--rs-ink-soft)', fontSize: 12 },
  tickLine: false,
} as const

/** "20 %" with a space that does not break. */
export function percentTick(value: number): string {
  return `${value}\u00a0%`
}

export const GRID = { stroke: 'var(--rs-grid)' } as const
