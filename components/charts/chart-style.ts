/** What all axes and grids share. */
export const AXIS = {
  stroke: 'var(--rs-border-strong)',
  tick: { fill: 'var(--rs-ink-soft)', fontSize: 12 },
  tickLine: false,
} as const

export const GRID = { stroke: 'var(--rs-grid)' } as const
